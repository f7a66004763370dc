/** The page of `/api/docs`: every route, from the server's own description. */

import "swagger-ui-dist/swagger-ui.css";
import bundle from "swagger-ui-dist/swagger-ui-bundle.js?url";

type SwaggerUi = (configuration: Readonly<Record<string, unknown>>) => void;

declare global {
  /** Set by the script below. It is served as it is, so that no chunk of the screens has part. */
  var SwaggerUIBundle: SwaggerUi;
}

const script = document.createElement("script");
script.src = bundle;
script.onload = () =>
  SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    showExtensions: true,
    showCommonExtensions: true,
    validatorUrl: null, // it would send our description to another host
  });
document.head.append(script);
