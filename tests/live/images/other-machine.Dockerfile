# Programs for another processor. docker's init tries /bin/sh when the kernel refuses a program, so that one is there.
FROM scratch
COPY program /bin/ollama
COPY program /bin/sh
EXPOSE 11434
ENTRYPOINT ["/bin/ollama"]
CMD ["serve"]
