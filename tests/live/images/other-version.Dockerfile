# The server of another tag. The label makes it an image of its own.
ARG BASE
FROM ${BASE}
LABEL llamero.test="another version than the tag"
