package dev.takeone;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * HTTP/2 is spoken over TLS only. In clear a connection becomes one of HTTP/2 by a header of a request, which a proxy in
 * front passes on: the proxy has looked at that request's path and headers, and at nothing that comes after it.
 */
@Singleton
public class ClearText implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
