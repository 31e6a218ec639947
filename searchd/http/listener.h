// Listener: one listening TCP socket and the loop that accepts from it.
//
// A thread of its own does nothing but accept, so that each connection goes to the worker with the least to do; workers that
// accept for themselves take several at once while others are idle. `stop` is safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "crawler/platform/file.h"
#include "izvor/result.h"

namespace izvor {

class Listener {
 public:
  /// "ADDRESS:PORT", IPv6 in brackets, "localhost" for 127.0.0.1. Fails when it is not understood or not free.
  [[nodiscard]] static Result<Listener> open(const std::string& listen);

  [[nodiscard]] const std::string& address() const { return address_; }  ///< With the port that was chosen.
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] bool is_v6() const { return is_v6_; }

  /// Gives each accepted socket (non-blocking, owned by the callee) to `take`, until stop. Then the port is free.
  void run(const std::function<void(int socket)>& take);
  void stop() const;

 private:
  FileDescriptor socket_, stop_;
  std::string address_;
  std::uint16_t port_ = 0;
  bool is_v6_ = false;
};

}  // namespace izvor
