// llamero sessions search WORD…: which conversation that was.
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "store/search_query.h"
#include "store/session_json.h"

#include <fmt/format.h>

namespace llamero {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

struct SearchArgs {
  std::vector<std::string> words;
  std::int64_t limit = 20;
};

struct SearchPlan {
  std::string text;
  std::int64_t limit = 0;
};

void bind(OptionTable& app, SearchArgs& args) {
  app.add_option("WORD", args.words, "Words that a turn must hold; WOR* for what begins so")
      .required();
  app.add_option("--limit", args.limit, "At most so many turns, the most recent ones (20)")
      .value_name("N");
}

Result<SearchPlan> plan(const SearchArgs& args) {
  if (args.limit < 1) return Unexpected(Error(Errc::usage, "--limit must be 1 or more"));
  SearchPlan plan{fmt::format("{}", fmt::join(args.words, " ")), args.limit};
  if (auto good = search_query(plan.text); !good) return Unexpected(std::move(good).error());
  return plan;
}

std::string as_json(const std::vector<SearchHit>& hits) {
  std::string out;
  for (const SearchHit& hit : hits) out += (out.empty() ? "" : ",") + json_of(hit);
  return "{\"hits\":[" + out + "]}\n";
}

void queue(const SearchHit& hit, Output& out) {
  out.text(fmt::format("{} [{}] {}: ", hit.session.handle(), hit.position, hit.role));
  for (std::size_t i = 0; i < hit.snippet.size(); ++i) {
    const bool matches = i % 2 == 1;
    if (matches) out.style(kBold);
    out.text(hit.snippet[i]);
    if (matches) out.style(kPlain);
  }
  out.text("\n");
}

Result<ExitCode> execute(const SearchPlan& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto hits = store->search(plan.text, plan.limit);
  if (!hits) return Unexpected(std::move(hits).error());
  if (!run.settings.json) {
    for (const SearchHit& hit : *hits) queue(hit, run.services.out);
  }
  auto printed = print(run.settings.json ? as_json(*hits) : "", run);
  if (printed && hits->empty()) return ExitCode::negative;
  return printed;
}

}  // namespace

const CommandEntry kSessionsSearchCommand = {"sessions search",
                                             "",
                                             "Sessions",
                                             "Find the turns that hold some words",
                                             true,
                                             Needs::config,
                                             &bind_command<SearchArgs, &bind, &plan, &execute>};

}  // namespace llamero
