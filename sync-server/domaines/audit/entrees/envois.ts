import { DESTINATIONS, type Destination, ETATS_ENVOI, type EtatEnvoi } from '#shared/contrats/financement/envoi';
import type { DemandeEtat } from '#shared/etats/contrat';
import type { Mois } from '#shared/temps/types';
import { direSuite, phrase, TEXTE_TU } from '../mots';
import { direMotif } from './cloture';
import { direEtat, motsEtat } from './etats';
import { apres, type Dire, entreeDe, suivi } from './famille';

const entree = entreeDe('ENVOI');

/** At the end of what was sent before its time: why is in the document, for the log is read by who may read no name. */
const AVEC_MOTIF = '(avec un motif)';
const ENCORE = '(encore)';
const finitPar = (objet: string, fin: string): boolean => objet.endsWith(` ${fin}`);
const sansFin = (objet: string, fin: string): string =>
  finitPar(objet, fin) ? objet.slice(0, -` ${fin}`.length) : objet;

/** [CL-4] The document that says why it was sent before its time; of many files, the first one's. */
export const envoiAvecMotif = (objet: string): string | undefined => {
  if (!finitPar(objet, AVEC_MOTIF)) return undefined;
  const [destination, mois, nom] = objet.split(' ');
  return `envoi:${mois}:${destination}:${nom}`;
};

const dire: Dire = (e) => {
  const [premier = ''] = e.mots;
  if (premier === 'état') return direEtat('A envoyé par courriel le lien de')(e);
  const vers = DESTINATIONS[premier as Destination] ?? premier;
  const malgre = finitPar(e.objet, AVEC_MOTIF);
  return phrase(
    `A ${finitPar(e.objet, ENCORE) ? 'renvoyé' : 'envoyé'} à ${vers === 'DASES' ? 'la DASES' : vers}`,
    ...direSuite(sansFin(apres(sansFin(e.objet, AVEC_MOTIF), 1), ENCORE), e.noms),
    malgre ? direMotif(e.faits.passeOutre?.get(e.objet) ?? TEXTE_TU) : undefined,
  );
};

export const ENVOI = {
  ecrire: {
    /** The link of a state that was kept, mailed to its owner. */
    etat: ({ etat, antenne, du, au }: Pick<DemandeEtat, 'etat' | 'antenne' | 'du' | 'au'>) =>
      entree(...motsEtat({ etat, antenne, du, au })),
    /** `avecMotif`: before those that it may rectify. */
    mois: (m: { destination: Destination; mois: Mois; noms: readonly string[]; avecMotif: boolean }) =>
      entree(m.destination, m.mois, m.noms.join(' '), m.avecMotif ? AVEC_MOTIF : undefined),
    encore: (f: { destination: Destination; mois: Mois; nom: string }) => entree(f.destination, f.mois, f.nom, ENCORE),
  },
  dire,
};

const retour = entreeDe('RETOUR');

/** `2026-10 APA.csv acquitté`. */
export const RETOUR = {
  ecrire: {
    note: ({ mois, nom, etat }: { mois: Mois; nom: string; etat: EtatEnvoi }) =>
      retour(mois, nom, ETATS_ENVOI[etat].libelle.toLowerCase()),
  },
  dire: suivi('A noté le retour d’un envoi'),
};
