import { ACTIONS } from '#shared/contrats/exploitation/audit';
import { direDates, direParti } from '#shared/domain/veille/mots';
import { phrase } from '../mots';
import { type Dire, entreeDe, entreGuillemets, type MessageOuTour } from './famille';

const entree = entreeDe('ASTREINTE');

const GESTES = {
  ajouter: 'A donné un tour d’astreinte',
  retirer: 'A retiré un tour d’astreinte',
  message: 'A eu à prévenir l’astreinte',
  accuser: 'A accusé un message de l’astreinte',
} as const;
type Nomme = { _id: string };
const sur = (geste: keyof typeof GESTES, { _id }: Nomme) => entree(geste, _id);

/** The message or the turn that an object names. */
export const idAstreinte = (objet: string): string | undefined => objet.split(' ')[1];

const direMessageOuTour = (x: MessageOuTour): string =>
  'texte' in x ? entreGuillemets(x.texte.replace(/\.$/, '')) : `${x.nom}, ${direDates(x)}`;

/** What was said, or whose turn it is, as long as it is kept. */
const dire: Dire = ({ objet, mots: [geste = ''], faits }) => {
  const connu = faits.astreintes?.get(idAstreinte(objet) ?? '');
  // What became of it is known of the message alone: of one that is not kept, or not to be read, that there was one.
  if (geste === 'message' && connu && 'texte' in connu) return phrase(direParti(connu), direMessageOuTour(connu));
  return phrase(GESTES[geste as keyof typeof GESTES] ?? ACTIONS.ASTREINTE, connu && direMessageOuTour(connu));
};

/** `message message-astreinte:2026-11-28:x`, `ajouter tour-astreinte:01K`. */
export const ASTREINTE = {
  ecrire: {
    tourDonne: (tour: Nomme) => sur('ajouter', tour),
    tourRetire: (tour: Nomme) => sur('retirer', tour),
    prevenue: (message: Nomme) => sur('message', message),
    accusee: (message: Nomme) => sur('accuser', message),
  },
  dire,
};
