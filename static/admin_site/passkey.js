/* A button that asks the browser for a passkey and sends the answer with its form. What it says stands in the page. */

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const withBytes = (key) => ({ ...key, id: toBytes(key.id) });

function readOptions({ publicKey: options }) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user && { user: withBytes(options.user) }),
    ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(withBytes) }),
    ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(withBytes) }),
  };
}

function writeAnswer(credential) {
  const given = credential.response;
  const response = { clientDataJSON: toText(given.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given[name]) response[name] = toText(given[name]);
  }
  if (given.getTransports) response.transports = given.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function ask(button, says) {
  const publicKey = readOptions(JSON.parse(document.getElementById(button.dataset.options).textContent));
  says.hidden = true;
  try {
    const credential = await navigator.credentials[button.dataset.passkey]({ publicKey });
    document.getElementById(button.dataset.into).value = JSON.stringify(writeAnswer(credential));
    button.form.submit();
  } catch (problem) {
    // A browser has no passkeys for a number in place of a name, such as 127.0.0.1, or without HTTPS.
    says.textContent = problem.name === "SecurityError" ? button.dataset.unable : button.dataset.failed;
    says.hidden = false;
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const says = button.form.querySelector("[data-passkey-says]");
  if (window.PublicKeyCredential) {
    button.addEventListener("click", () => ask(button, says));
  } else {
    says.textContent = button.dataset.unable;
    says.hidden = false;
  }
}
