import type { Passage } from '#shared/contrats/pointages/pointer';
import { MARQUES_POINTER, SECRET_POINTER } from '#shared/contrats/pointages/secret-pointer';
import { envoyerTout, mesurer, type Sort } from './envoi';
import { garder, lireGardes } from './garde';
import { ecartConnu } from './horloge';
import { deriver, type Lien, sceller } from './sceau';

// [PT-9] The page by which an aide punches without a telephone call: no framework, no account, nothing to install. It says that a
// punch is recorded once the server has said so, and that it is kept once this telephone has it for good; never before.

const REESSAI_MS = 20_000;

const element = <T extends HTMLElement>(id: string): T => {
  const e = document.getElementById(id);
  if (!e) throw new Error(id);
  return e as T;
};
const consigne = element('consigne');
const saisie = element<HTMLFormElement>('saisie');
const code = element<HTMLInputElement>('code');
const domicile = element('domicile');
const usager = element<HTMLInputElement>('usager');
const resultat = element('resultat');
const suites = element('suites');
const attente = element('attente');
const boutons = (['ARRIVEE', 'DEPART'] as const).map((sens) => ({ sens, bouton: element<HTMLButtonElement>(sens) }));

const MOTS: Readonly<Record<Passage['sens'], string>> = { ARRIVEE: 'Arrivée', DEPART: 'Départ' };
const accord = (sens: Passage['sens'], mot: string): string => (sens === 'ARRIVEE' ? `${mot}e` : mot);

const heures = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: '2-digit' });
/** « 8 h 31 », in Paris. */
const enHeure = (ms: number): string => {
  const p = heures.formatToParts(ms);
  const de = (type: string): string => p.filter((x) => x.type === type).map((x) => x.value)[0] ?? '';
  return `${Number(de('hour'))}\u00a0h\u00a0${de('minute')}`;
};

let lien: Lien | undefined;
/** What was pressed on this page, and whose answer is awaited. */
let dernier: string | undefined;

const dire = (genre: 'bon' | 'garde' | 'refus' | '', texte: string): void => {
  resultat.dataset.genre = genre;
  resultat.textContent = texte;
  // Below the fold of a small telephone nobody would read it.
  resultat.scrollIntoView({ block: 'nearest' });
};

const direSort = (s: Sort): { genre: 'bon' | 'garde' | 'refus'; texte: string } => {
  if (s.sort === 'REFUSE') return { genre: 'refus', texte: s.message };
  if (s.sort === 'PLUS_TARD') return { genre: 'garde', texte: s.message };
  const suite = s.aPreciser ? ' Votre antenne précisera chez qui.' : '';
  return {
    genre: 'bon',
    texte: `${MOTS[s.sens]} ${accord(s.sens, 'enregistré')} à ${enHeure(Date.parse(s.instant))}.${suite}`,
  };
};

const surSorts = (sorts: readonly Sort[]): void => {
  for (const s of sorts) {
    const { genre, texte } = direSort(s);
    if (s.id === dernier) dire(genre, texte);
    else if (s.sort !== 'PLUS_TARD') {
      const li = document.createElement('li');
      li.textContent = s.sort === 'REFUSE' ? `${MOTS[s.garde.sens]} de ${enHeure(s.garde.heure)} : ${texte}` : texte;
      suites.appendChild(li);
    }
  }
};

const direAttente = async (): Promise<void> => {
  const n = (await lireGardes()).length;
  attente.textContent =
    n === 0
      ? ''
      : `${n === 1 ? 'Un passage attend' : `${n} passages attendent`} sur ce téléphone, et ${n === 1 ? 'part' : 'partent'} quand cette page est ouverte avec du réseau. Rouvrez-la avant trois jours.`;
};

/** Once; where there is no network, what waits stays. True where all was sent. */
const envoyer = async (): Promise<boolean> => {
  let parti = true;
  try {
    await envoyerTout(surSorts);
  } catch {
    parti = false;
  }
  await direAttente().catch(() => undefined);
  return parti;
};

const lireSaisie = (): Pick<Passage, 'code' | 'usager'> | undefined => {
  if (!/^\d{5}$/.test(code.value)) {
    dire('refus', 'Tapez votre code d’aide : 5 chiffres.');
    code.focus();
    return undefined;
  }
  if (!domicile.hidden && !/^(\d{6})?$/.test(usager.value)) {
    dire('refus', 'Le code du bénéficiaire a 6 chiffres. Laissez vide si vous ne l’avez pas.');
    usager.focus();
    return undefined;
  }
  return { code: code.value, ...(domicile.hidden || usager.value === '' ? {} : { usager: usager.value }) };
};

const pointer = async (l: Lien, sens: Passage['sens']): Promise<void> => {
  const appui = Date.now();
  // The answer to the press before, if it comes now, is not this one's: nothing is said of this one until it is kept.
  dernier = undefined;
  dire('', '');
  const lue = lireSaisie();
  if (!lue) return;
  const ecart = ecartConnu();
  const heure = appui + (ecart ?? 0);
  const scelle = await sceller(l, { ...lue, sens, appui, ...(ecart === undefined ? {} : { ecart }) });
  dernier = scelle.id;
  await garder({ ...scelle, sens, heure });
  // On this telephone for good: the code may go.
  code.value = '';
  usager.value = '';
  dire('garde', `${MOTS[sens]} de ${enHeure(heure)} ${accord(sens, 'gardé')} sur ce téléphone. Envoi…`);
  if (await envoyer()) return;
  dire(
    'garde',
    `${MOTS[sens]} de ${enHeure(heure)} ${accord(sens, 'gardé')} sur ce téléphone : ${sens === 'ARRIVEE' ? 'elle' : 'il'} partira dès que le réseau revient et que cette page est ouverte.`,
  );
};

for (const { sens, bouton } of boutons)
  bouton.addEventListener('click', () => {
    const l = lien;
    if (!l) return;
    for (const b of boutons) b.bouton.disabled = true;
    pointer(l, sens)
      .catch(() =>
        dire(
          'refus',
          'Rien n’est pointé : ce téléphone n’a pas pu le garder. Libérez de la place, ou pointez par téléphone.',
        ),
      )
      .finally(() => {
        for (const b of boutons) b.bouton.disabled = false;
      });
  });
for (const champ of [code, usager])
  champ.addEventListener('input', () => {
    champ.value = champ.value.replace(/\D/g, '');
  });
saisie.addEventListener('submit', (ev) => ev.preventDefault());

/** The link is in the address: scanned again, or another, it is read again. */
const lireLien = async (): Promise<void> => {
  const [marque = '', secret = ''] = [location.hash.slice(1, 2), location.hash.slice(2)];
  const connue = Object.values<string>(MARQUES_POINTER).includes(marque) && SECRET_POINTER.test(secret);
  saisie.hidden = !connue;
  lien = undefined;
  if (!connue) {
    consigne.textContent =
      'Ouvrez cette page par votre lien, ou en photographiant le code de la feuille du domicile. Ce qui attend ici part quand même.';
    return;
  }
  domicile.hidden = marque !== MARQUES_POINTER.INTERVENANT;
  consigne.textContent = domicile.hidden
    ? 'Pour le domicile de cette feuille. Tapez votre code, puis Arrivée ou Départ.'
    : 'Par votre lien personnel. Tapez votre code, puis Arrivée ou Départ.';
  lien = await deriver(secret);
};

const revenir = (): void => {
  if (document.visibilityState === 'hidden') return;
  void mesurer()
    .then((aRenvoyer) => aRenvoyer && envoyer())
    .catch(() => undefined);
  void envoyer();
};

const commencer = async (): Promise<void> => {
  if (!window.crypto?.subtle || !window.indexedDB) {
    consigne.textContent =
      'Ce navigateur ne peut pas garder vos passages en sûreté : pointez par téléphone, ou ouvrez cette page dans un autre navigateur.';
    return;
  }
  await lireLien();
  // The browser may be asked to keep what waits; it may refuse, and says nothing.
  void navigator.storage?.persist?.().catch(() => false);
  window.addEventListener('hashchange', () => void lireLien());
  window.addEventListener('online', revenir);
  document.addEventListener('visibilitychange', revenir);
  setInterval(() => void envoyer(), REESSAI_MS);
  revenir();
  await navigator.serviceWorker?.register('/pointer/sw.js', { scope: '/pointer/' });
};
void commencer();
