/** Gives a file to the browser, which opens or keeps it as its user chose. */
export const telecharger = (contenu: BlobPart, nom: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([contenu], { type }));
  const lien = document.createElement('a');
  lien.href = url;
  lien.download = nom;
  document.body.append(lien);
  lien.click();
  lien.remove();
  // The browser has taken its own hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
