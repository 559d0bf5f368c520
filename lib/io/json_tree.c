/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small JSON values as a tree. cJSON builds it; what cJSON is lenient about, the scanner has checked before. */
#include "io/json_tree.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "io/json_keys.h"
#include "io/json_scan.h"

/* A node is cJSON's own under another name, which nobody else can look into. */
static const cJSON *inside(const struct mm_json_node *node) {
    return (const cJSON *)(const void *)node;
}

static const struct mm_json_node *outside(const cJSON *item) {
    return (const struct mm_json_node *)(const void *)item;
}

static enum mm_status check_text(struct mm_json_scan *scan) {
    struct mm_json_token token;
    MM_TRY(mm_json_next(scan, &token));
    MM_TRY(mm_json_skip(scan, &token));
    MM_TRY(mm_json_next(scan, &token));
    return mm_json_expect(scan, &token, MM_TOKEN_END, "the end of the text");
}

/* Recursion goes as deep as the scanner let the text go. */
static enum mm_status check_keys(const cJSON *item, const char *file, struct mm_error *error) {
    struct mm_json_keys keys = {0};
    enum mm_status status = MM_OK;
    for (const cJSON *child = item->child; child != NULL && status == MM_OK; child = child->next) {
        if (cJSON_IsObject(item)) {
            size_t length = strlen(child->string);
            if (mm_json_keys_find(&keys, child->string, length) < keys.names.count)
                status = mm_fail_at(error, MM_DATA, file, 0, 0, "key '%s' comes twice in an object", child->string);
            else if (!mm_json_keys_add(&keys, child->string, length))
                status = mm_fail_memory(error);
        }
        if (status == MM_OK && child->child != NULL) status = check_keys(child, file, error);
    }
    mm_json_keys_free(&keys);
    return status;
}

enum mm_status mm_json_parse(struct mm_json_node **root, const char *text, size_t length, const char *file,
                             struct mm_error *error) {
    struct mm_json_scan scan;
    enum mm_status status = mm_json_scan_text(&scan, text, length, file, error);
    if (status == MM_OK) status = check_text(&scan);
    mm_json_scan_close(&scan);
    MM_TRY(status);
    cJSON *item = cJSON_ParseWithLength(text, length);
    /* What has passed the check and fails here is a number of over 63 characters, which cJSON does not take. */
    if (item == NULL) return mm_fail_at(error, MM_DATA, file, 0, 0, "a number that is too long, or no memory");
    status = check_keys(item, file, error);
    if (status == MM_OK) *root = (struct mm_json_node *)(void *)item;
    if (status != MM_OK) cJSON_Delete(item);
    return status;
}

void mm_json_free(struct mm_json_node *root) {
    cJSON_Delete((cJSON *)(void *)root);
}

enum mm_json_type mm_json_type(const struct mm_json_node *node) {
    const cJSON *item = inside(node);
    if (cJSON_IsObject(item)) return MM_JSON_OBJECT;
    if (cJSON_IsArray(item)) return MM_JSON_ARRAY;
    if (cJSON_IsString(item)) return MM_JSON_STRING;
    if (cJSON_IsNumber(item)) return MM_JSON_NUMBER;
    if (cJSON_IsNull(item)) return MM_JSON_NULL;
    return cJSON_IsTrue(item) ? MM_JSON_TRUE : MM_JSON_FALSE;
}

const struct mm_json_node *mm_json_first(const struct mm_json_node *node) {
    return outside(inside(node)->child);
}

const struct mm_json_node *mm_json_after(const struct mm_json_node *node) {
    return outside(inside(node)->next);
}

size_t mm_json_count(const struct mm_json_node *node) {
    size_t count = 0;
    for (const cJSON *child = inside(node)->child; child != NULL; child = child->next) count++;
    return count;
}

const struct mm_json_node *mm_json_find(const struct mm_json_node *object, const char *key) {
    if (!cJSON_IsObject(inside(object))) return NULL;
    return outside(cJSON_GetObjectItemCaseSensitive(inside(object), key));
}

const char *mm_json_key(const struct mm_json_node *node) {
    return inside(node)->string;
}

const char *mm_json_string(const struct mm_json_node *node) {
    return cJSON_IsString(inside(node)) ? inside(node)->valuestring : NULL;
}

double mm_json_number(const struct mm_json_node *node) {
    return cJSON_IsNumber(inside(node)) ? inside(node)->valuedouble : NAN;
}

bool mm_json_size(const struct mm_json_node *node, size_t *value) {
    double number = mm_json_number(node);
    if (!(number >= 0 && number <= 0x1p53 && number == floor(number))) return false;
    *value = (size_t)number;
    return true;
}

bool mm_json_decode(struct mm_buffer *buffer, const char *token, size_t length) {
    cJSON *item = cJSON_ParseWithLength(token, length);
    if (item == NULL || !cJSON_IsString(item)) {
        cJSON_Delete(item);
        return false;
    }
    mm_buffer_add_text(buffer, item->valuestring);
    cJSON_Delete(item);
    return !buffer->failed;
}
