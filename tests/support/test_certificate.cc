#include "tests/support/test_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace izvor::testing {
namespace {

constexpr long kVersion3 = 2;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(std::FILE* file) const { std::fclose(file); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate");
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Owned<X509> make_certificate(EVP_PKEY* key, const TestCertificate::Options& options) {
  Owned<X509> made(X509_new());
  require(made != nullptr && X509_set_version(made.get(), kVersion3) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  require(X509_gmtime_adj(X509_getm_notBefore(made.get()), options.valid_from) != nullptr);
  require(X509_gmtime_adj(X509_getm_notAfter(made.get()), options.valid_until) != nullptr);
  X509_NAME* name = X509_get_subject_name(made.get());
  const auto* common_name = reinterpret_cast<const unsigned char*>("Izvor test");
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common_name, -1, -1, 0) == 1);
  require(X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key) == 1);
  add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(made.get(), NID_subject_alt_name, options.names);
  require(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

Owned<std::FILE> create(const std::filesystem::path& file) {
  Owned<std::FILE> created(std::fopen(file.c_str(), "we"));
  require(created != nullptr);
  return created;
}

}  // namespace

TestCertificate TestCertificate::make(const std::filesystem::path& folder, const Options& options) {
  const TestCertificate files{.certificate = folder / "certificate.pem", .key = folder / "key.pem"};
  const Owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  require(key != nullptr);
  const Owned<X509> certificate = make_certificate(key.get(), options);
  require(PEM_write_X509(create(files.certificate).get(), certificate.get()) == 1);
  require(PEM_write_PrivateKey(create(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return files;
}

}  // namespace izvor::testing
