/** Gives the file to the browser, which opens or keeps it as its user chose. */
export const telechargerPdf = (octets: ArrayBuffer, nom: string): void => {
  const url = URL.createObjectURL(new Blob([octets], { type: 'application/pdf' }));
  const lien = document.createElement('a');
  lien.href = url;
  lien.download = nom;
  document.body.append(lien);
  lien.click();
  lien.remove();
  // The browser has taken its own hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
