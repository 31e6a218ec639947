#include "crawler/schedule/signal_record.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

TEST(SignalRecord, BelievesASignalUntilVisitsSpeakAgainstIt) {
  SignalRecord record;
  const SignalModel before = record.model(SignalKind::kFeed);
  EXPECT_LT(fresh_probability({.days = 1, .signals = 1}, before)[8], 0.2);
  for (int i = 0; i < 200; ++i) record.observe({.days = 1, .signals = 1}, SignalKind::kFeed, false);
  EXPECT_LT(record.precision(SignalKind::kFeed), 0.01);
  EXPECT_GT(fresh_probability({.days = 1, .signals = 1}, record.model(SignalKind::kFeed))[8], 0.6);
}

TEST(SignalRecord, JudgesEachKindByItself) {
  SignalRecord record;
  for (int i = 0; i < 50; ++i) {
    record.observe({.days = 1, .signals = 1}, SignalKind::kPing, true);
    record.observe({.days = 1, .signals = 1}, SignalKind::kSitemap, false);
  }
  EXPECT_GT(record.precision(SignalKind::kPing), 0.95);
  EXPECT_LT(record.precision(SignalKind::kSitemap), 0.05);
  EXPECT_DOUBLE_EQ(record.precision(SignalKind::kFeed), 0.5) << "nothing is known";
}

TEST(SignalRecord, SilenceReassuresAsFarAsChangesWereAnnounced) {
  SignalRecord quiet, announced;
  for (int i = 0; i < 100; ++i) {
    quiet.observe({.days = 3}, SignalKind::kNone, true);
    announced.observe({.days = 3, .signals = 1}, SignalKind::kSitemap, true);
  }
  EXPECT_DOUBLE_EQ(quiet.model(SignalKind::kSitemap).unannounced, 1);
  EXPECT_NEAR(announced.model(SignalKind::kSitemap).unannounced, 0.1, 0.01) << "never less: nobody announces everything";
}

}  // namespace
}  // namespace izvor
