// Runs once, in the hidden component that files go through: `props.value` is a file, see download.py.

function bytes(content) {
  return Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
}

function save({ name, mime, content }) {
  const address = URL.createObjectURL(new Blob([bytes(content)], { type: mime }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function print({ name, content }) {
  document.querySelector("iframe.print-view")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-view";
  frame.title = name;
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.style.cssText = "position:fixed;left:-300mm;top:0;width:210mm;height:297mm;border:0";
  frame.addEventListener("load", () => {
    // Browsers name a saved PDF after the page, not after the frame.
    const title = document.title;
    document.title = frame.contentDocument.title;
    const restore = () => { document.title = title; };
    frame.contentWindow.addEventListener("afterprint", restore, { once: true });
    frame.contentWindow.focus();
    frame.contentWindow.print();
  }, { once: true });
  frame.srcdoc = new TextDecoder().decode(bytes(content));
  document.body.append(frame);
}

watch("value", () => {
  if (!props.value) return;
  const file = JSON.parse(props.value);
  if (file.action === "print") print(file);
  else save(file);
});
