// Preloaded into Ollama: the file of a model cannot be opened by llama.cpp, and Ollama's own engine gets no memory for
// the weights. Both fail at once, where a runner that is missing would keep a request waiting.
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static const size_t kLargest = 4 << 20;

FILE* fopen64(const char* path, const char* mode) {
  (void)path, (void)mode;
  errno = EIO;
  return NULL;
}

FILE* fopen(const char* path, const char* mode) { return fopen64(path, mode); }

int posix_memalign(void** place, size_t alignment, size_t size) {
  if (size > kLargest) return ENOMEM;
  *place = aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  return *place == NULL ? ENOMEM : 0;
}
