// PageArchive: captures that take their place among those that are there already.
#include <algorithm>
#include <deque>
#include <utility>

#include "crawler/archive/http_message.h"
#include "crawler/archive/page_archive_state.h"
#include "crawler/archive/replay.h"
#include "crawler/archive/warc_reader.h"

namespace izvor {
namespace {

/// The last sighting before `state` and the first after it.
struct Neighbours {
  const Sighting* before = nullptr;
  const Sighting* after = nullptr;
  const Sighting* same = nullptr;  ///< That capture itself.
};

Neighbours neighbours_of(const PageVersion& state, const Surroundings& known) {
  Neighbours found;
  if (known.before) found.before = &*known.before;
  for (const Sighting& sighting : known.same_second) {
    if (sighting.state.place == state.place && same_state(sighting.state, state)) {
      found.same = &sighting;
    } else if (captured_before(sighting.state, state)) {
      found.before = &sighting;
    } else if (found.after == nullptr) {
      found.after = &sighting;
    }
  }
  if (found.after == nullptr && known.after) found.after = &*known.after;
  return found;
}

/// What is written anew must not say twice how long it is.
void forget_length(std::vector<HttpField>& fields) {
  std::erase_if(fields, [](const HttpField& field) { return same_name(field.first, "Content-Length"); });
}

RecordNotes notes_from(const Origin& origin) {
  return {.place = origin.place,
          .origin_id = origin.record_id,
          .origin_digest = origin.digest,
          .damage = origin.damage,
          .resolves = {}};
}

PageVersion gone_state(const Url& url, UtcTime when, int status) {
  PageVersion state;
  state.page = page_id_of(url);
  state.url = url.str();
  state.fetched = when;
  state.kind = VersionKind::kGone;
  state.status = status;
  return state;
}

}  // namespace

PageVersion state_in(const Capture& capture) {
  PageVersion state;
  state.page = page_id_of(capture.url);
  state.url = capture.url.str();
  state.fetched = capture.fetched;
  state.status = capture.imported ? 200 : capture.status;
  // As a record gives them back.
  state.content_type = one_line(find_field(capture.fields, "Content-Type"));
  state.robots = capture.imported ? std::string() : robots_tags(capture.fields);
  state.payload_digest = payload_digest_of(capture.body);
  return state;
}

Result<Stored> PageArchive::State::write_visit(const Arrival& arrival, const Sighting* repeated) {
  const Sequence sequence = repeated != nullptr ? repeated->state.sequence : 0;
  WarcRecord record;
  if (arrival.capture == nullptr) {
    const auto url = Url::parse(arrival.state.url);
    if (!url) return tl::make_unexpected(url.error());
    record = gone_record(*url, arrival.state.fetched, arrival.state.status, arrival.gone_reason, 0);
  } else {
    const auto original = catalogue.version(sequence);
    if (!original) return tl::make_unexpected(original.error());
    if (!*original) return fail("version " + std::to_string(sequence) + " is not in the catalogue");
    record = revisit_record(*arrival.capture, **original, RevisitReason::kIdenticalPayload);
  }
  add_repeats(record, sequence);
  add_notes(record, arrival.notes);
  return write(record, arrival.capture).map([] { return Stored{}; });
}

Result<Stored> PageArchive::State::write_version(const Arrival& arrival) {
  const auto sequence = next_sequence();
  if (!sequence) return tl::make_unexpected(sequence.error());
  WarcRecord record;
  if (arrival.capture == nullptr) {
    const auto url = Url::parse(arrival.state.url);
    if (!url) return tl::make_unexpected(url.error());
    record = gone_record(*url, arrival.state.fetched, arrival.state.status, arrival.gone_reason, *sequence);
  } else {
    record = version_record(*arrival.capture, arrival.state.payload_digest, *sequence);
  }
  add_notes(record, arrival.notes);
  return write(record, arrival.capture).map([&] { return Stored{.sequence = *sequence}; });
}

/// A visit found the page as it had been; now that something else was there before it, it found a change.
Result<void> PageArchive::State::make_version_of(const Sighting& visit, const std::string& url) {
  Arrival arrival;
  arrival.state = visit.state;
  arrival.state.url = url;
  arrival.notes.place = visit.state.place;
  std::optional<Capture> capture;
  if (visit.state.kind == VersionKind::kGone) {
    arrival.gone_reason = "status " + std::to_string(visit.state.status);
  } else {
    const auto original = catalogue.version(visit.state.sequence);
    if (!original) return tl::make_unexpected(original.error());
    if (!*original) return fail("version " + std::to_string(visit.state.sequence) + " is not in the catalogue");
    auto payload = read(**original);
    if (!payload) return tl::make_unexpected(payload.error());
    capture = std::move(*payload);
    capture->fetched = visit.state.fetched;
    forget_length(capture->fields);
    arrival.capture = &*capture;
    arrival.notes.damage = (*original)->damage;
  }
  return write_version(arrival).map([](const Stored&) {});
}

/// Whether revisits that name this record would find it already: programs record one capture under several identifiers.
Result<bool> PageArchive::State::tells_nothing_new(const Arrival& arrival) const {
  if (arrival.capture == nullptr) return true;
  for (const std::string* key : {&arrival.notes.origin_id, &arrival.notes.origin_digest}) {
    if (key->empty()) continue;
    const auto found = catalogue.version_from(*key, arrival.state.page);
    if (!found) return tl::make_unexpected(found.error());
    if (!*found) return false;
  }
  return true;
}

Result<Stored> PageArchive::State::insert(const Arrival& unplaced, bool after_others) {
  Arrival arrival = unplaced;
  auto known = catalogue.around(arrival.state.page, arrival.state.fetched);
  if (!known) return tl::make_unexpected(known.error());
  if (after_others && !known->same_second.empty()) {
    const auto& same = known->same_second;
    const bool there = std::any_of(same.begin(), same.end(), [&](const auto& s) { return same_state(s.state, arrival.state); });
    if (there) return Stored{.known = true};
    arrival.notes.place = same.back().state.place + 1;
  }
  arrival.state.place = arrival.notes.place;
  const auto latest = catalogue.latest(arrival.state.page);
  if (!latest) return tl::make_unexpected(latest.error());
  const Neighbours beside = neighbours_of(arrival.state, *known);
  if (beside.same != nullptr && arrival.notes.resolves.empty()) {
    const auto told = tells_nothing_new(arrival);
    if (!told) return tl::make_unexpected(told.error());
    if (*told) return Stored{.known = true};
  }
  const bool gone = arrival.state.kind == VersionKind::kGone;
  const Sighting* repeated = beside.same != nullptr ? beside.same : beside.before;
  const bool unchanged = repeated != nullptr ? same_state(repeated->state, arrival.state) : gone;
  auto stored = unchanged ? write_visit(arrival, repeated) : write_version(arrival);
  if (!stored) return stored;
  stored->in_past = *latest && captured_before(arrival.state, **latest);
  if (!unchanged && beside.after != nullptr && !beside.after->is_version) {
    if (auto made = make_version_of(*beside.after, arrival.state.url); !made) return tl::make_unexpected(made.error());
  }
  return stored;
}

/// Whether the version is known under another digest of the same algorithm.
Result<bool> PageArchive::State::has_other_digest(const PageVersion& version, const std::string& digest) const {
  const auto record = read_record(version.position);
  if (!record) return tl::make_unexpected(unreadable(version, record.error().message));
  const std::string known = notes_of(*record).origin_digest;
  const std::string algorithm = digest.substr(0, digest.find(':') + 1);
  return !algorithm.empty() && known.size() > algorithm.size() && same_name(known.substr(0, algorithm.size()), algorithm);
}

Result<std::vector<PageVersion>> PageArchive::State::named_by_date(const WaitingRevisit& revisit) const {
  std::vector<PageVersion> named;
  if (revisit.target.empty()) return named;
  const auto known = catalogue.around(revisit.target, revisit.target_time);
  if (!known) return tl::make_unexpected(known.error());
  for (const Sighting& sighting : known->same_second) {
    if (sighting.state.kind != VersionKind::kContent) continue;
    const auto version = catalogue.version(sighting.state.sequence);
    if (!version) return tl::make_unexpected(version.error());
    if (!*version) continue;
    const Result<bool> other = revisit.digest.empty() ? Result<bool>(false) : has_other_digest(**version, revisit.digest);
    if (!other) return tl::make_unexpected(other.error());
    if (!*other) named.push_back(**version);
  }
  return named;
}

Result<std::vector<PageVersion>> PageArchive::State::originals_of(const WaitingRevisit& revisit) const {
  if (revisit.digest.empty()) {
    auto named = named_by_date(revisit);
    if (!named || revisit.original.empty()) return named;
    auto originals = catalogue.versions_from(revisit.original);
    if (originals) originals->insert(originals->end(), named->begin(), named->end());
    return originals;
  }
  for (const std::string* key : {&revisit.digest, &revisit.original}) {
    if (key->empty()) continue;
    const auto found = catalogue.version_from(*key, revisit.page);
    if (!found) return tl::make_unexpected(found.error());
    if (*found) return std::vector<PageVersion>{**found};
  }
  return named_by_date(revisit);
}

Result<Stored> PageArchive::State::insert_repetition(const WaitingRevisit& revisit, const Url& url, const std::string& head,
                                                     const PageVersion& original, RecordNotes notes) {
  auto capture = read(original);
  if (!capture) return tl::make_unexpected(capture.error());
  capture->url = url;
  capture->fetched = revisit.fetched;
  capture->request_head.clear();
  // What the answer said this time counts, as far as it said it; a 304 says next to nothing.
  auto answer = parse_http_response(std::string(head));
  if (answer && answer->status == capture->status && !find_field(answer->fields, "Content-Type").empty()) {
    capture->fields = std::move(answer->fields);
    capture->imported = false;
  }
  forget_length(capture->fields);
  notes.damage = original.damage;
  return insert({.state = state_in(*capture), .capture = &*capture, .gone_reason = {}, .notes = std::move(notes)}, false);
}

Result<Stored> PageArchive::State::insert_resolved(const WaitingRevisit& revisit, const Url& url, const std::string& head,
                                                   const std::vector<PageVersion>& originals, const RecordNotes& notes) {
  Stored all{.known = true};
  for (const PageVersion& original : originals) {
    auto stored = insert_repetition(revisit, url, head, original, notes);
    if (!stored || stored->known) {
      if (!stored) return stored;
      continue;
    }
    all.known = false;
    if (stored->sequence) all.sequence = stored->sequence;
    all.in_past = all.in_past || stored->in_past;
  }
  return all;
}

/// `notes`: gets those of the revisit's record.
Result<Stored> PageArchive::State::settle_one(const WaitingRevisit& revisit, RecordNotes& notes) {
  const auto originals = originals_of(revisit);
  if (!originals) return tl::make_unexpected(originals.error());
  if (originals->empty()) return Stored{.known = true};
  const auto record = read_record(revisit.position);
  if (!record) return fail("cannot read the revisit record in " + revisit.position.file + "; run: izvor-crawler verify");
  const auto url = Url::parse(record->field("WARC-Target-URI"));
  if (!url) return tl::make_unexpected(url.error());
  notes = notes_of(*record);
  if (notes.origin_digest.empty()) notes.origin_digest = revisit.digest;
  if (!revisit.digest.empty()) notes.resolves = revisit.id;
  auto inserted = insert_resolved(revisit, *url, record->block, *originals, notes);
  if (!inserted || inserted->known) return inserted;
  if (auto listed = catalogue.remove_skipped(url->str()); !listed) return tl::make_unexpected(listed.error());
  return inserted;
}

Result<std::uint64_t> PageArchive::State::settle_waiting(const RecordNotes& notes, const PageId& page, UtcTime when) {
  struct Came {
    std::vector<std::string> keys;
    PageId page;
    UtcTime when;
  };
  const auto came = [](const RecordNotes& of, const PageId& at, UtcTime time) {
    return Came{{of.origin_id, of.origin_digest}, at, time};
  };
  std::uint64_t settled = 0;
  for (std::deque<Came> arrived{came(notes, page, when)}; !arrived.empty(); arrived.pop_front()) {
    const auto waiting = catalogue.waiting_for(arrived.front().keys, arrived.front().page, arrived.front().when);
    if (!waiting) return tl::make_unexpected(waiting.error());
    for (const WaitingRevisit& revisit : *waiting) {
      RecordNotes own;
      const auto stored = settle_one(revisit, own);
      if (!stored) return tl::make_unexpected(stored.error());
      if (stored->known) continue;
      arrived.push_back(came(own, revisit.page, revisit.fetched));
      ++settled;
    }
  }
  return settled;
}

Result<Stored> PageArchive::insert(const Capture& capture, const Origin& origin) {
  PageVersion state = state_in(capture);
  const PageId page = state.page;
  const RecordNotes notes = notes_from(origin);
  auto stored =
      state_->insert({.state = std::move(state), .capture = &capture, .gone_reason = {}, .notes = notes}, origin.after_others);
  if (!stored || stored->known) return stored;
  if (auto kept = state_->catalogue.remove_skipped(capture.url.str()); !kept) return tl::make_unexpected(kept.error());
  const auto settled = state_->settle_waiting(notes, page, capture.fetched);
  if (!settled) return tl::make_unexpected(settled.error());
  stored->settled = *settled;
  return stored;
}

Result<Stored> PageArchive::insert_gone(const Url& url, UtcTime when, int status, const std::string& reason,
                                        const Origin& origin) {
  return state_->insert(
      {.state = gone_state(url, when, status), .capture = nullptr, .gone_reason = reason, .notes = notes_from(origin)},
      origin.after_others);
}

Result<Stored> PageArchive::insert_revisit(const ForeignRevisit& revisit) {
  WarcRecord record = waiting_record(revisit.url, revisit.when, revisit.warc_fields, revisit.head);
  const RecordNotes notes = notes_from(revisit.origin);
  add_notes(record, notes);
  const WaitingRevisit waiting = waiting_of(record);
  const auto originals = state_->originals_of(waiting);
  if (!originals) return tl::make_unexpected(originals.error());
  if (originals->empty() || waiting.digest.empty()) {
    const auto there = state_->catalogue.waits(waiting);
    if (!there) return tl::make_unexpected(there.error());
    if (*there) return Stored{.known = true, .waiting = originals->empty()};
    if (auto written = state_->write(record, nullptr); !written) return tl::make_unexpected(written.error());
    if (originals->empty()) return Stored{.waiting = true};
  }
  auto stored = state_->insert_resolved(waiting, revisit.url, revisit.head, *originals, notes);
  if (!stored || stored->known) return stored;
  const auto settled = state_->settle_waiting(notes, waiting.page, waiting.fetched);
  if (!settled) return tl::make_unexpected(settled.error());
  stored->settled = *settled;
  return stored;
}

}  // namespace izvor
