// Runs before everything else, in whatever browser comes, Internet Explorer included: ES5 only, no library. A browser that cannot run
// the application is led to a plain page that says what to install.
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
if (!navigateurSuffisant(window)) window.location.replace('/navigateur-ancien.html');
