// Runs before everything else, in whatever browser comes, Internet Explorer included: ES5 only, no library. A browser that cannot run
// the application is led to a plain page that says what to install. One that can, and was opened by http from another machine, is given
// no encryption: it is led to a page that says so.
function navigateurSuffisant(fenetre) {
  return (
    !!fenetre.Promise &&
    !!fenetre.fetch &&
    !!fenetre.indexedDB &&
    !!fenetre.BroadcastChannel &&
    !!fenetre.AbortSignal &&
    !!fenetre.AbortSignal.timeout &&
    !!Array.prototype.toSorted
  );
}
function adresseChiffree(fenetre) {
  return !!fenetre.crypto && !!fenetre.crypto.subtle;
}
if (!navigateurSuffisant(window)) window.location.replace('/navigateur-ancien.html');
else if (!adresseChiffree(window)) window.location.replace('/ouvrir-par-https.html');
