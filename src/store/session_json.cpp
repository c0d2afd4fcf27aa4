#include "store/session_json.h"

#include "store/session_time.h"

#include <nlohmann/json.hpp>

namespace llamero {
namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json session_json(const SessionInfo& session) {
  Json json;
  json["id"] = session.id;
  json["name"] = session.name.empty() ? Json() : Json(session.name);
  json["created"] = rfc3339_utc(session.created);
  json["updated"] = rfc3339_utc(session.updated);
  json["model"] = session.model;
  json["remote"] = session.remote;
  if (session.system) json["system"] = *session.system;
  json["tags"] = session.tags;
  if (session.parent != 0) {
    json["parent"] = session.parent;
    json["fork_point"] = session.fork_point;
  }
  json["turn_count"] = session.turns;
  return json;
}

}  // namespace

std::string json_of(const SessionInfo& session) {
  return line_of(session_json(session));
}

std::string json_of(const StoredTurn& turn) {
  Json json;
  json["role"] = turn.role;
  json["content"] = turn.content;
  if (!turn.thinking.empty()) json["thinking"] = turn.thinking;
  json["state"] = turn_state_name(turn.state);
  json["time"] = rfc3339_utc(turn.time);
  if (!turn.model.empty()) json["model"] = turn.model;
  if (turn.usage) {
    json["usage"] = {{"total_duration", turn.usage->total_duration_ns},
                     {"load_duration", turn.usage->load_duration_ns},
                     {"prompt_eval_count", turn.usage->prompt_eval_count},
                     {"prompt_eval_duration", turn.usage->prompt_eval_duration_ns},
                     {"eval_count", turn.usage->eval_count},
                     {"eval_duration", turn.usage->eval_duration_ns}};
  }
  return line_of(json);
}

std::string json_of(const SearchHit& hit) {
  Json json;
  json["session"] = hit.session.id;
  json["name"] = hit.session.name.empty() ? Json() : Json(hit.session.name);
  json["position"] = hit.position;
  json["role"] = hit.role;
  json["time"] = rfc3339_utc(hit.time);
  std::string snippet;
  for (const std::string& piece : hit.snippet) snippet += piece;
  json["snippet"] = snippet;
  return line_of(json);
}

}  // namespace llamero
