# A server that answers and lists, and cannot load any model.
ARG BASE
FROM ${BASE}
COPY refuse_models.so /usr/local/lib/refuse_models.so
ENV LD_PRELOAD=/usr/local/lib/refuse_models.so
