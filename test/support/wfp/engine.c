// SPDX-License-Identifier: MIT
// A stand-in for the filter engine: what the installer calls of fwpuclnt.dll, advapi32.dll and kernel32.dll, for
// tests on Linux. It keeps objects in memory, has transactions, and refuses what the engine is documented to refuse.
// Every call goes as a line into the file that WFP_LOG names; WFP_FAIL is the number of the FwpmFilterAdd0 that fails.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t wide;
typedef struct { uint8_t b[16]; } GUID;
typedef struct { wide *name, *description; } FWPM_DISPLAY_DATA0;
typedef struct { uint32_t size; uint8_t *data; } FWP_BYTE_BLOB;
typedef struct { uint32_t addr, mask; } FWP_V4_ADDR_AND_MASK;
typedef struct { uint8_t addr[16]; uint8_t prefixLength; } FWP_V6_ADDR_AND_MASK;
struct FWP_RANGE0_;
typedef struct {
  uint32_t type;
  union {
    uint8_t uint8; uint16_t uint16; uint32_t uint32; uint64_t *uint64; uint8_t *byteArray16; FWP_BYTE_BLOB *byteBlob;
    FWP_V4_ADDR_AND_MASK *v4AddrMask; FWP_V6_ADDR_AND_MASK *v6AddrMask; struct FWP_RANGE0_ *rangeValue;
  };
} FWP_VALUE0;
typedef struct FWP_RANGE0_ { FWP_VALUE0 valueLow, valueHigh; } FWP_RANGE0;
typedef struct { GUID sessionKey; FWPM_DISPLAY_DATA0 displayData; uint32_t flags, txnWaitTimeoutInMSec, processId; void *sid; wide *username; int kernelMode; } FWPM_SESSION0;
typedef struct { GUID providerKey; FWPM_DISPLAY_DATA0 displayData; uint32_t flags; FWP_BYTE_BLOB providerData; wide *serviceName; } FWPM_PROVIDER0;
typedef struct { GUID subLayerKey; FWPM_DISPLAY_DATA0 displayData; uint32_t flags; GUID *providerKey; FWP_BYTE_BLOB providerData; uint16_t weight; } FWPM_SUBLAYER0;
typedef struct { uint32_t type; GUID filterType; } FWPM_ACTION0;
typedef struct { GUID fieldKey; uint32_t matchType; FWP_VALUE0 conditionValue; } FWPM_FILTER_CONDITION0;
typedef struct {
  GUID filterKey; FWPM_DISPLAY_DATA0 displayData; uint32_t flags; GUID *providerKey; FWP_BYTE_BLOB providerData;
  GUID layerKey, subLayerKey; FWP_VALUE0 weight; uint32_t numFilterConditions; FWPM_FILTER_CONDITION0 *filterCondition;
  FWPM_ACTION0 action; union { uint64_t rawContext; struct { uint64_t low, high; } providerContextKey; };
  GUID *reserved; uint64_t filterId; FWP_VALUE0 effectiveWeight;
} FWPM_FILTER0;
typedef struct { GUID *providerKey; GUID layerKey; uint32_t enumType, flags; void *context; uint32_t numFilterConditions; void *filterCondition; uint32_t actionMask; GUID *calloutKey; } FWPM_FILTER_ENUM_TEMPLATE0;
_Static_assert(sizeof(FWPM_FILTER0) == 200 && sizeof(FWPM_SUBLAYER0) == 72 && sizeof(FWPM_SESSION0) == 72, "layout");

enum { NOT_FOUND_FILTER = 0x80320003, NOT_FOUND_PROVIDER = 0x80320005, NOT_FOUND_SUBLAYER = 0x80320007,
  ALREADY_EXISTS = 0x80320009, IN_USE = 0x8032000A, WRONG_SESSION = 0x8032000C, NO_TXN = 0x8032000D,
  TXN_IN_PROGRESS = 0x8032000E, LIFETIME_MISMATCH = 0x80320016, NULL_DISPLAY_NAME = 0x80320023, INVALID_PARAMETER = 0x80320035 };

typedef struct { GUID key, provider, layer, subLayer; int used, kind, dynamic; uint32_t flags; FWP_BYTE_BLOB data; wide *name; } Object;
enum { PROVIDER = 1, SUBLAYER, FILTER };
#define MOST 8192
static Object objects[MOST], saved[MOST];
static int transaction, adds;
typedef struct { int dynamic; } Session;
typedef struct { GUID provider, layer; int next; } Enumeration;

static void note(const char *text) {
  const char *path = getenv("WFP_LOG");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  fprintf(file, "%s\n", text);
  fclose(file);
}

static void guid(char *out, const GUID *g) {
  const uint8_t *b = g->b;
  sprintf(out, "{%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x}", b[3], b[2], b[1], b[0], b[5], b[4],
    b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

static size_t length(const wide *w) { size_t n = 0; while (w && w[n]) n++; return n; }
static wide *copy(const wide *w) {
  wide *c = calloc(length(w) + 1, sizeof(wide));
  if (w) memcpy(c, w, length(w) * sizeof(wide));
  return c;
}
static void ascii(char *out, const wide *w) { size_t i = 0; for (; w && w[i] && i < 400; i++) out[i] = w[i] < 128 ? (char)w[i] : '?'; out[i] = 0; }

static Object *find(int kind, const GUID *key) {
  for (int i = 0; i < MOST; i++) if (objects[i].used && objects[i].kind == kind && !memcmp(&objects[i].key, key, 16)) return &objects[i];
  return NULL;
}

static uint32_t add(Object object) {
  if (find(object.kind, &object.key)) return ALREADY_EXISTS;
  for (int i = 0; i < MOST; i++) if (!objects[i].used) { object.used = 1; objects[i] = object; return 0; }
  return INVALID_PARAMETER;
}

uint32_t FwpmEngineOpen0(wide *server, uint32_t service, void *identity, FWPM_SESSION0 *session, void **handle) {
  if (server || service != 10 || identity || session->kernelMode || session->processId) return INVALID_PARAMETER;
  Session *s = malloc(sizeof *s);
  s->dynamic = session->flags & 1;
  *handle = s;
  note(s->dynamic ? "open dynamic" : "open");
  return 0;
}

uint32_t FwpmEngineClose0(void *handle) {
  if (((Session *)handle)->dynamic) for (int i = 0; i < MOST; i++) if (objects[i].dynamic) objects[i].used = 0;
  if (transaction) { memcpy(objects, saved, sizeof objects); transaction = 0; }
  note("close");
  free(handle);
  return 0;
}

uint32_t FwpmTransactionBegin0(void *handle, uint32_t flags) {
  if (transaction) return TXN_IN_PROGRESS;
  if (flags) return INVALID_PARAMETER;
  transaction = 1; adds = 0;
  memcpy(saved, objects, sizeof objects);
  note("begin");
  return 0;
}
uint32_t FwpmTransactionCommit0(void *handle) { if (!transaction) return NO_TXN; transaction = 0; note("commit"); return 0; }
uint32_t FwpmTransactionAbort0(void *handle) {
  if (!transaction) return NO_TXN;
  memcpy(objects, saved, sizeof objects);
  transaction = 0;
  note("abort");
  return 0;
}

uint32_t FwpmProviderAdd0(void *handle, FWPM_PROVIDER0 *p, void *sd) {
  char line[1200], name[500], service[500], key[40];
  int dynamic = ((Session *)handle)->dynamic;
  if (!transaction) return NO_TXN;
  if (!p->displayData.name) return NULL_DISPLAY_NAME;
  if (dynamic == (int)(p->flags & 1)) return LIFETIME_MISMATCH;
  ascii(name, p->displayData.name); ascii(service, p->serviceName); guid(key, &p->providerKey);
  sprintf(line, "provider %s flags %u service %s name %s", key, p->flags, service, name);
  note(line);
  return add((Object){ .key = p->providerKey, .kind = PROVIDER, .flags = p->flags, .dynamic = dynamic });
}

uint32_t FwpmSubLayerAdd0(void *handle, FWPM_SUBLAYER0 *s, void *sd) {
  char line[1000], key[40], provider[40];
  int dynamic = ((Session *)handle)->dynamic;
  if (!transaction) return NO_TXN;
  if (!s->displayData.name) return NULL_DISPLAY_NAME;
  if (!find(PROVIDER, s->providerKey)) return NOT_FOUND_PROVIDER;
  if (dynamic == (int)(s->flags & 1)) return LIFETIME_MISMATCH;
  guid(key, &s->subLayerKey); guid(provider, s->providerKey);
  sprintf(line, "sublayer %s flags %u provider %s weight %u", key, s->flags, provider, s->weight);
  note(line);
  return add((Object){ .key = s->subLayerKey, .kind = SUBLAYER, .provider = *s->providerKey, .flags = s->flags, .dynamic = dynamic });
}

static void value(char *out, const FWP_VALUE0 *v) {
  char low[2000], high[2000];
  switch (v->type) {
  case 1: sprintf(out, "%u", v->uint8); break;
  case 2: sprintf(out, "%u", v->uint16); break;
  case 3: sprintf(out, "%u", v->uint32); break;
  case 11: for (int i = 0; i < 16; i++) sprintf(out + 2 * i, "%02x", v->byteArray16[i]); break;
  case 12: case 14: for (uint32_t i = 0; i < v->byteBlob->size && i < 900; i++) sprintf(out + 2 * i, "%02x", v->byteBlob->data[i]); break;
  case 0x100: sprintf(out, "%08x/%08x", v->v4AddrMask->addr, v->v4AddrMask->mask); break;
  case 0x101: for (int i = 0; i < 16; i++) sprintf(out + 2 * i, "%02x", v->v6AddrMask->addr[i]); sprintf(out + 32, "/%u", v->v6AddrMask->prefixLength); break;
  case 0x102: value(low, &v->rangeValue->valueLow); value(high, &v->rangeValue->valueHigh); sprintf(out, "%u:%s-%s", v->rangeValue->valueLow.type, low, high); break;
  default: strcpy(out, "?");
  }
}

uint32_t FwpmFilterAdd0(void *handle, FWPM_FILTER0 *f, void *sd, uint64_t *id) {
  char line[6000], text[4500], key[40], layer[40], name[500];
  int dynamic = ((Session *)handle)->dynamic;
  const char *fail = getenv("WFP_FAIL");
  if (!transaction) return NO_TXN;
  if (fail && ++adds == atoi(fail)) return INVALID_PARAMETER;
  if (!f->displayData.name) return NULL_DISPLAY_NAME;
  if (!find(PROVIDER, f->providerKey)) return NOT_FOUND_PROVIDER;
  if (!find(SUBLAYER, &f->subLayerKey)) return NOT_FOUND_SUBLAYER;
  if (dynamic == (int)(f->flags & 1)) return LIFETIME_MISMATCH;
  if (f->filterId || f->effectiveWeight.type || f->rawContext || f->reserved || f->weight.type != 1) return INVALID_PARAMETER;
  guid(key, &f->filterKey); guid(layer, &f->layerKey); ascii(name, f->displayData.name);
  sprintf(line, "filter %s layer %s flags %u weight %u action %x conditions %u name %s", key, layer, f->flags, f->weight.uint8,
    f->action.type, f->numFilterConditions, name);
  note(line);
  for (uint32_t i = 0; i < f->numFilterConditions; i++) {
    FWPM_FILTER_CONDITION0 *c = &f->filterCondition[i];
    guid(key, &c->fieldKey); value(text, &c->conditionValue);
    sprintf(line, "condition %s %u %x %s", key, c->matchType, c->conditionValue.type, text);
    note(line);
  }
  Object object = { .key = f->filterKey, .kind = FILTER, .provider = *f->providerKey, .layer = f->layerKey, .subLayer = f->subLayerKey,
    .flags = f->flags, .dynamic = dynamic, .name = copy(f->displayData.name) };
  object.data.size = f->providerData.size;
  object.data.data = malloc(f->providerData.size + 1);
  memcpy(object.data.data, f->providerData.data, f->providerData.size);
  *id = 1;
  return add(object);
}

static uint32_t drop(int kind, const GUID *key, uint32_t missing, const char *what) {
  char line[100], text[40];
  Object *object = find(kind, key);
  if (!transaction) return NO_TXN;
  if (!object) return missing;
  for (int i = 0; i < MOST; i++) {
    if (!objects[i].used || &objects[i] == object) continue;
    if (kind == PROVIDER && objects[i].kind != PROVIDER && !memcmp(&objects[i].provider, key, 16)) return IN_USE;
    if (kind == SUBLAYER && objects[i].kind == FILTER && !memcmp(&objects[i].subLayer, key, 16)) return IN_USE;
  }
  object->used = 0;
  guid(text, key);
  sprintf(line, "delete %s %s", what, text);
  note(line);
  return 0;
}
uint32_t FwpmProviderDeleteByKey0(void *handle, GUID *key) { return drop(PROVIDER, key, NOT_FOUND_PROVIDER, "provider"); }
uint32_t FwpmSubLayerDeleteByKey0(void *handle, GUID *key) { return drop(SUBLAYER, key, NOT_FOUND_SUBLAYER, "sublayer"); }
uint32_t FwpmFilterDeleteByKey0(void *handle, GUID *key) { return drop(FILTER, key, NOT_FOUND_FILTER, "filter"); }

uint32_t FwpmProviderGetByKey0(void *handle, GUID *key, FWPM_PROVIDER0 **out) {
  Object *object = find(PROVIDER, key);
  if (!object) return NOT_FOUND_PROVIDER;
  *out = calloc(1, sizeof **out);
  (*out)->providerKey = *key;
  (*out)->flags = object->flags;
  return 0;
}
uint32_t FwpmSubLayerGetByKey0(void *handle, GUID *key, FWPM_SUBLAYER0 **out) {
  if (!find(SUBLAYER, key)) return NOT_FOUND_SUBLAYER;
  *out = calloc(1, sizeof **out);
  return 0;
}

uint32_t FwpmFilterCreateEnumHandle0(void *handle, FWPM_FILTER_ENUM_TEMPLATE0 *template, void **out) {
  Enumeration *e = calloc(1, sizeof *e);
  if (!template->providerKey || template->actionMask != 0xffffffff || template->numFilterConditions) return INVALID_PARAMETER;
  e->provider = *template->providerKey;
  e->layer = template->layerKey;
  *out = e;
  return 0;
}
uint32_t FwpmFilterEnum0(void *handle, Enumeration *e, uint32_t wanted, FWPM_FILTER0 ***entries, uint32_t *count) {
  // One block, as the engine gives it: the pointers, then what they point to.
  *entries = calloc(1, wanted * (sizeof(void *) + sizeof(FWPM_FILTER0)));
  FWPM_FILTER0 *filters = (FWPM_FILTER0 *)(*entries + wanted);
  *count = 0;
  for (; e->next < MOST && *count < wanted; e->next++) {
    Object *o = &objects[e->next];
    if (!o->used || o->kind != FILTER || memcmp(&o->provider, &e->provider, 16) || memcmp(&o->layer, &e->layer, 16)) continue;
    FWPM_FILTER0 *f = &filters[*count];
    f->filterKey = o->key;
    f->displayData.name = o->name;
    f->flags = o->flags;
    f->providerData = o->data;
    (*entries)[(*count)++] = f;
  }
  return 0;
}
uint32_t FwpmFilterDestroyEnumHandle0(void *handle, void *e) { free(e); return 0; }
void FwpmFreeMemory0(void **p) { free(*p); *p = NULL; }

static const char VOLUME[] = "\\device\\harddiskvolume3";
uint32_t FwpmGetAppIdFromFileName0(const wide *path, FWP_BYTE_BLOB **out) {
  char text[500], line[600];
  ascii(text, path);
  sprintf(line, "appid %s", text);
  note(line);
  if (!strstr(text, "svchost.exe")) return strstr(text, "Y:") ? 3 : 2;
  size_t n = strlen(text + 2), v = strlen(VOLUME);
  *out = calloc(1, sizeof **out + 2 * (v + n + 1));
  (*out)->data = (uint8_t *)(*out + 1);
  (*out)->size = (uint32_t)(2 * (v + n + 1));
  for (size_t i = 0; i < v + n; i++) (*out)->data[2 * i] = (uint8_t)(i < v ? VOLUME[i] : text[2 + i - v] >= 'A' && text[2 + i - v] <= 'Z' ? text[2 + i - v] + 32 : text[2 + i - v]);
  return 0;
}

int ConvertStringSecurityDescriptorToSecurityDescriptorW(const wide *sddl, uint32_t revision, void **descriptor, uint32_t *size) {
  char text[500];
  ascii(text, sddl);
  *size = (uint32_t)strlen(text);
  *descriptor = strdup(text);
  return revision == 1;
}
void *LocalFree(void *memory) { free(memory); return NULL; }
uint32_t QueryDosDeviceW(const wide *device, wide *target, uint32_t most) {
  const char *name = "\\Device\\HarddiskVolume3";
  if (device[0] != 'C') return 0;
  for (size_t i = 0; i <= strlen(name); i++) target[i] = (wide)name[i];
  return (uint32_t)strlen(name) + 2;
}
