// The server's HTTP API. What comes back in place of an answer is thrown, with
// a code and a message to show. Whoever has to sign in first hears of it by the
// event "unauthorized".
import { lang, t } from "./words.js";

function wanted() {
  return { Accept: "application/json", "Accept-Language": lang() === "en" ? "en" : "zh-CN" };
}

export async function get(address) {
  return call("GET", address);
}

// call sends JSON, if there is any to send, and reads JSON, if any comes back.
export async function call(method, address, body) {
  const headers = wanted();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(address, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw fault("unreachable", t("unreachable"));
  }
  if (response.status === 401 && address !== "/api/session") dispatchEvent(new Event("unauthorized"));
  if (response.status === 401 && method === "GET") dispatchEvent(new Event("unauthorized"));
  return read(response.status, await response.text());
}

// text fetches a file's text.
export async function text(address) {
  const response = await fetch(address, { headers: wanted() });
  if (!response.ok) return read(response.status, await response.text());
  return response.text();
}

function fault(code, message) {
  return Object.assign(new Error(message || t("failed")), { code });
}

function read(status, data) {
  let body = null;
  try {
    body = data ? JSON.parse(data) : null;
  } catch {
    throw fault("", "");
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
