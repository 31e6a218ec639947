// POST /api/v1/pings takes the shape of IndexNow (https://www.indexnow.org/documentation): {"host", "key", "urlList": […]} for
// many addresses, {"url": …} for one. Each address is kept or refused by itself. GET /api/v1/pings/ID tells what became of one;
// its id is random, and known to the sender alone.
#include <boost/json.hpp>

#include "crawler/platform/sha256.h"
#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxAddresses = 10'000;

Problem bad_body(const Sentence& why) { return {400, say_in_both(why), {}}; }

/// Takes as long for a near miss as for a wild guess.
bool same_secret(std::string_view given, std::string_view expected) {
  const std::string a = sha256_hex(given), b = sha256_hex(expected);
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

/// What a body asks for.
struct PingBody {
  std::string host, key;
  std::vector<std::string> addresses;
};

Fault read_member(std::string_view name, const json::value& value, PingBody& ping) {
  if (name == "urlList") {
    const json::array* list = value.if_array();
    if (!list || list->size() > kMaxAddresses)
      return bad_body(sentence("url_list_bound"));
    for (const json::value& entry : *list) {
      if (!entry.is_string())
        return bad_body(sentence("url_list_strings"));
      ping.addresses.emplace_back(entry.get_string());
    }
    return std::nullopt;
  }
  const json::string* text = value.if_string();
  const bool known = name == "url" || name == "host" || name == "key" || name == "keyLocation";
  if (!known || !text)
    return bad_body(sentence("ping_members"));
  if (name == "url") ping.addresses.emplace_back(*text);
  if (name == "host") ping.host = *text;
  if (name == "key") ping.key = *text;
  return std::nullopt;
}

tl::expected<PingBody, Problem> read_ping(const HttpRequest& request) {
  if (auto refusal = refuse_other_media(request)) return tl::unexpected(std::move(*refusal));
  json::error_code error;
  const json::value body = json::parse(request.body, error);
  if (error || !body.is_object())
    return tl::unexpected(bad_body(sentence("not_a_json_object")));
  PingBody ping;
  for (const auto& [name, value] : body.get_object())
    if (auto fault = read_member(name, value, ping)) return tl::unexpected(std::move(*fault));
  if (ping.addresses.empty()) return tl::unexpected(bad_body(sentence("no_address")));
  return ping;
}

Fault refuse_stranger(const Visit& visit, const PingBody& ping) {
  const std::string& token = visit.settings.ping_token;
  if (token.empty())
    return Problem{
        403, say_in_both(sentence("pings_off")), {}};
  const std::string_view authorization = visit.request.field("Authorization");
  constexpr std::string_view kBearer = "Bearer ";
  const bool bearer = equal_ignoring_case(authorization.substr(0, kBearer.size()), kBearer);
  if (!bearer && ping.key.empty())
    return Problem{401,
                   say_in_both(sentence("give_token")),
                   {}};
  if (bearer && same_secret(authorization.substr(kBearer.size()), token)) return std::nullopt;
  if (!ping.key.empty() && same_secret(ping.key, token)) return std::nullopt;
  return Problem{403, say_in_both(sentence("wrong_token")), {}};
}

/// Of an address that may be anything, cut between two characters.
std::string beginning_of(const std::string& address) {
  std::size_t end = std::min<std::size_t>(address.size(), 200);
  while (end > 0 && end < address.size() && (static_cast<unsigned char>(address[end]) & 0xC0U) == 0x80U) --end;
  return address.substr(0, end);
}

struct SortedAddresses {
  std::vector<Url> accepted;
  json::array refused;
};

SortedAddresses sort_addresses(const Visit& visit, const PingBody& ping) {
  SortedAddresses sorted;
  const auto refuse = [&](const std::string& address, const Sentence& why) {
    const std::string shown = beginning_of(address);
    sorted.refused.push_back(
        json::object{{"url", shown}, {"reason", say(visit.language, why, {{"address", shown}})}});
  };
  for (const std::string& address : ping.addresses) {
    auto url = Url::parse(address);
    if (!url) {
      refuse(address, sentence("not_a_web_address"));
    } else if (!ping.host.empty() && !equal_ignoring_case(ping.host, url->host())) {
      refuse(address, sentence("not_on_host"));
    } else if (!visit.services.in_scope(*url)) {
      refuse(address, sentence("not_in_sites"));
    } else {
      sorted.accepted.push_back(std::move(*url));
    }
  }
  return sorted;
}

HttpResponse json_answer(int status, const json::object& body) {
  HttpResponse response;
  response.status = status;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = json::serialize(body);
  return response;
}

Problem not_kept(const Error& error) {
  return {503, say_in_both(sentence("ping_not_kept"), {{"problem", error.message}}), {}};
}

/// A problem document (RFC 9457) that says of each address why.
HttpResponse nothing_accepted(const Visit& visit, json::array refused) {
  HttpResponse response = json_answer(422, {{"type", "about:blank"},
                                            {"title", title_of(422).in(visit.language)},
                                            {"status", 422},
                                            {"detail", sentence("no_address_accepted").in(visit.language)},
                                            {"accepted", json::array()},
                                            {"refused", std::move(refused)}});
  response.set("Content-Type", "application/problem+json");
  return response;
}

json::value time_in_json(const std::optional<UtcTime>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

}  // namespace

Answer answer_ping(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  // Before anything is said about the body: without a token nobody is let in.
  if (visit.settings.ping_token.empty()) return tl::unexpected(*refuse_stranger(visit, {}));
  const auto ping = read_ping(visit.request);
  if (!ping) return tl::unexpected(ping.error());
  if (auto fault = refuse_stranger(visit, *ping)) return tl::unexpected(std::move(*fault));
  SortedAddresses sorted = sort_addresses(visit, *ping);
  json::array accepted;
  if (!sorted.accepted.empty()) {
    const auto kept = visit.services.ping(sorted.accepted);
    if (!kept) return tl::unexpected(not_kept(kept.error()));
    for (const AddedPing& added : *kept) accepted.push_back(json::object{{"id", added.id}, {"url", added.url.str()}});
  }
  if (accepted.empty()) return nothing_accepted(visit, std::move(sorted.refused));
  return json_answer(202, {{"accepted", std::move(accepted)}, {"refused", std::move(sorted.refused)}});
}

Answer answer_ping_fate(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  const auto fate = visit.services.ping_fate(visit.variable);
  if (!fate) return tl::unexpected(not_kept(fate.error()));
  if (!*fate) return tl::unexpected(Problem{404, say_in_both(sentence("no_such_ping")), {}});
  const PingFate& known = **fate;
  const std::string_view state = state_of(known);
  const std::string& why = known.refused.empty() ? known.outcome : known.refused;
  return json_answer(200, {{"id", known.id},
                           {"url", known.url},
                           {"received", format_rfc3339(known.received)},
                           {"state", state},
                           {"fetched", time_in_json(known.visited)},
                           {"version", known.version ? json::value(*known.version) : json::value(nullptr)},
                           {"searchable_since", time_in_json(known.searchable)},
                           {"outcome", known.visited ? json::value(known.outcome) : json::value(nullptr)},
                           {"reason", state == "refused" ? json::value(why) : json::value(nullptr)}});
}

}  // namespace izvor
