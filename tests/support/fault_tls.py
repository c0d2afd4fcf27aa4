"""The TLS of the fault server: old versions, and servers that want a client certificate."""

import socket
import ssl

VERSIONS = {"1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
HANDSHAKE_SECONDS = 10


def server_context(certificate, tls_max=None, client_ca=None):
    """tls_max: the newest version that is spoken; client_ca: the file of the authority that clients must be of."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if tls_max == "1.1":
        # No security level of a distribution allows it.
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
    if tls_max:
        context.maximum_version = VERSIONS[tls_max]
    context.load_cert_chain(*certificate)
    if client_ca:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def shake_hands(context, sock):
    """The TLS socket; after a failure the client can still read the alert that says why."""
    sock.settimeout(HANDSHAKE_SECONDS)
    wrapped = context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
    try:
        wrapped.do_handshake()
    except OSError:
        # A close with unread bytes would be a reset, which may overtake the alert.
        raw = socket.socket(fileno=wrapped.detach())
        try:
            raw.settimeout(2)
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass
        except OSError:
            pass
        finally:
            raw.close()
        raise
    return wrapped
