#include "crawler/commands/command.h"

#include <cstdio>

namespace izvor {

int report_failure(const Error& error) {
  std::fprintf(stderr, "izvor-crawler: %s\n", error.message.c_str());
  return kExitFailed;
}

}  // namespace izvor
