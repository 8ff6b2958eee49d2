// The server's HTTP API. What comes back in place of an answer is thrown, with
// a code and a message to show. Whoever has to sign in first hears of it by the
// event "unauthorized".
import { lang, t } from "./words.js";

const wanted = () => ({ Accept: "application/json", "Accept-Language": lang() === "en" ? "en" : "zh-CN" });

export const get = (address) => call("GET", address);

// call sends JSON, if there is any to send, and reads JSON, if any comes back.
export async function call(method, address, body) {
  const response = await sent(method, address, body && JSON.stringify(body), body && { "Content-Type": "application/json" });
  if (response.status === 401 && (method === "GET" || address !== "/api/session")) dispatchEvent(new Event("unauthorized"));
  return read(response.status, await response.text());
}

// text fetches a file's text.
export async function text(address) {
  const response = await sent("GET", address);
  return response.ok ? response.text() : read(response.status, await response.text());
}

async function sent(method, address, body, headers) {
  try {
    return await fetch(address, { method, headers: { ...wanted(), ...headers }, body });
  } catch {
    throw fault("unreachable", t("unreachable"));
  }
}

function fault(code, message) {
  return Object.assign(new Error(message || t("error_internal")), { code });
}

function read(status, data) {
  let body = null;
  try {
    body = data ? JSON.parse(data) : null;
  } catch {
    throw fault();
  }
  if (status < 200 || status > 299) throw fault(body?.error?.code, body?.error?.message);
  return body;
}

// upload sends a form and tells how far it is, from 0 to 1: fetch does not.
export function upload(address, form, told) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(wanted())) request.setRequestHeader(name, value);
    request.upload.onprogress = (e) => e.lengthComputable && told(e.loaded / e.total);
    request.onerror = () => reject(fault("unreachable", t("unreachable")));
    request.onload = () => {
      try {
        resolve(read(request.status, request.responseText));
      } catch (e) {
        reject(e);
      }
    };
    request.send(form);
  });
}
