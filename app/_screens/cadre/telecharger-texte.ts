/** Gives a text file to the browser, which keeps it where its user chose. */
export const telechargerTexte = (texte: string, nom: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([texte], { type }));
  const lien = document.createElement('a');
  lien.href = url;
  lien.download = nom;
  document.body.append(lien);
  lien.click();
  lien.remove();
  // The browser has taken its own hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
