# A server that says why and ends.
ARG BASE
FROM ${BASE}
ENTRYPOINT ["/bin/bash", "-c", "echo 'Error: this build is broken on purpose and does not start' >&2; exit 1"]
