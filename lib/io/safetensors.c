/* SPDX-License-Identifier: GPL-3.0-or-later */
/* safetensors: the length of a JSON header, the header, which tells where each tensor lies, and the tensors. */
#include <stdint.h>
#include <string.h>

#include "io/array.h"
#include "io/json_tree.h"

enum {
    LENGTH_BYTES = 8,
    HEADER_MAX = 100000000, /* what the format's specification allows */
    DIMENSIONS_MAX = 64
};

/* The bytes after the header, and whose they are. */
struct tensors {
    const unsigned char *data;
    size_t size;
    const char *file;
    struct mm_error *error;
};

static enum mm_status fail_tensor(const struct tensors *tensors, const char *name, const char *what) {
    return mm_fail_at(tensors->error, MM_DATA, tensors->file, 0, 0, "tensor '%s': %s", name, what);
}

static bool is_tensor(const struct mm_json_node *member) {
    return strcmp(mm_json_key(member), "__metadata__") != 0;
}

/* "data_offsets": [begin, end] */
static enum mm_status tensor_offsets(const struct tensors *tensors, const struct mm_json_node *tensor, size_t *begin,
                                     size_t *end) {
    const struct mm_json_node *offsets = mm_json_find(tensor, "data_offsets");
    if (offsets == NULL || mm_json_type(offsets) != MM_JSON_ARRAY || mm_json_count(offsets) != 2 ||
        !mm_json_size(mm_json_first(offsets), begin) || !mm_json_size(mm_json_after(mm_json_first(offsets)), end)) {
        return fail_tensor(tensors, mm_json_key(tensor), "no data_offsets of two numbers");
    }
    if (*begin > *end) return fail_tensor(tensors, mm_json_key(tensor), "data_offsets run backwards");
    if (*end > tensors->size) return fail_tensor(tensors, mm_json_key(tensor), "data_offsets lie beyond the file");
    return MM_OK;
}

/* Names of all tensors; their bytes must end where the file does, which a truncated or patched one does not. */
static enum mm_status list_tensors(const struct tensors *tensors, const struct mm_json_node *header,
                                   struct mm_strings *parts) {
    size_t last = 0;
    for (const struct mm_json_node *member = mm_json_first(header); member != NULL; member = mm_json_after(member)) {
        if (!is_tensor(member)) continue;
        size_t begin = 0, end = 0;
        MM_TRY(tensor_offsets(tensors, member, &begin, &end));
        if (end > last) last = end;
        const char *name = mm_json_key(member);
        if (!mm_strings_add(parts, name, strlen(name))) return mm_fail_memory(tensors->error);
    }
    if (parts->count == 0) return mm_fail_at(tensors->error, MM_DATA, tensors->file, 0, 0, "no tensors");
    if (last == tensors->size) return MM_OK;
    return mm_fail_at(tensors->error, MM_DATA, tensors->file, 0, 0, "%zu bytes after the last tensor",
                      tensors->size - last);
}

static enum mm_status tensor_array(const struct tensors *tensors, const struct mm_json_node *tensor,
                                   struct mm_array *array) {
    const char *name = mm_json_key(tensor);
    const struct mm_json_node *type = mm_json_find(tensor, "dtype");
    const struct mm_json_node *shape = mm_json_find(tensor, "shape");
    const char *type_name = type != NULL ? mm_json_string(type) : NULL;
    if (type_name == NULL) return fail_tensor(tensors, name, "no dtype");
    if (!mm_element_of_safetensors(type_name, &array->element)) {
        return mm_fail_at(tensors->error, MM_DATA, tensors->file, 0, 0,
                          "tensor '%s': element type %.40s cannot be read", name, type_name);
    }
    if (shape == NULL || mm_json_type(shape) != MM_JSON_ARRAY) return fail_tensor(tensors, name, "no shape");
    size_t dimensions[DIMENSIONS_MAX];
    size_t count = 0;
    for (const struct mm_json_node *size = mm_json_first(shape); size != NULL; size = mm_json_after(size)) {
        if (count == DIMENSIONS_MAX || !mm_json_size(size, &dimensions[count++])) {
            return fail_tensor(tensors, name, "bad shape");
        }
    }
    return mm_array_shape(array, dimensions, count, tensors->file, tensors->error);
}

static enum mm_status open_tensor(struct mm_reader **reader, const struct tensors *tensors,
                                  const struct mm_json_node *tensor, const struct mm_read_options *options) {
    struct mm_array array = {0};
    size_t begin = 0, end = 0;
    MM_TRY(tensor_array(tensors, tensor, &array));
    MM_TRY(tensor_offsets(tensors, tensor, &begin, &end));
    /* Not through a source, which would take the first bytes of a tensor for those of a compressed file. */
    return mm_array_open_memory(reader, tensors->data + begin, end - begin, tensors->file, &array,
                                MM_FORMAT_SAFETENSORS, options, tensors->error);
}

static enum mm_status open_part(struct mm_reader **reader, const struct tensors *tensors,
                                const struct mm_json_node *header, const char *part, struct mm_strings *parts,
                                const struct mm_read_options *options) {
    size_t index = 0;
    if (mm_json_type(header) != MM_JSON_OBJECT) {
        return mm_fail_at(tensors->error, MM_DATA, tensors->file, 0, 0, "the safetensors header is no object");
    }
    MM_TRY(list_tensors(tensors, header, parts));
    MM_TRY(mm_choose_part(parts, part, tensors->file, &index, tensors->error));
    return open_tensor(reader, tensors, mm_json_find(header, parts->items[index]), options);
}

enum mm_status mm_safetensors_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                                   const struct mm_read_options *options, struct mm_error *error) {
    const char *file = mm_source_name(source);
    const unsigned char *bytes = NULL;
    size_t size = 0;
    MM_TRY(mm_source_all(source, &bytes, &size, error));
    uint64_t length = 0;
    for (size_t i = LENGTH_BYTES; size >= LENGTH_BYTES && i-- > 0;) length = length << 8 | bytes[i];
    if (size < LENGTH_BYTES || length > size - LENGTH_BYTES || length > HEADER_MAX) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "not a safetensors file, or a truncated one");
    }

    const unsigned char *header = bytes + LENGTH_BYTES;
    struct tensors tensors = {header + length, size - LENGTH_BYTES - (size_t)length, file, error};
    struct mm_json_node *root = NULL;
    MM_TRY(mm_json_parse(&root, (const char *)header, (size_t)length, file, error));
    struct mm_strings parts = {0};
    enum mm_status status = open_part(reader, &tensors, root, part, &parts, options);
    mm_json_free(root);
    if (status != MM_OK) {
        mm_strings_free(&parts);
        return status;
    }
    (*reader)->parts = parts;
    return MM_OK;
}
