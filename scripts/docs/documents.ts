import { conflitDe } from '#shared/documents/conflits';
import {
  BASES,
  COLLECTIONS_EN_MOTS,
  ECRIVAINS,
  type Ligne,
  NATURES_DOCUMENT,
  REGLES_CONFLIT,
} from '#shared/documents/ligne';
import { ligneDuType, TYPES_DOCUMENTS } from '#shared/documents/registre';

const conservation = ({ conservation: c }: Ligne): string =>
  [
    ...(c.interventions === undefined ? [] : ['horloge des interventions, par sa date']),
    ...(c.dossier ? ['avec le dossier de son usager'] : []),
    ...(c.dite === undefined ? [] : [c.dite]),
  ].join(' ; ');

const sortie = ({ sortie: s }: Ligne): string => {
  if (s === 'ENTIER') return 'oui';
  return 'sans' in s ? `sans ${s.sans.map((c) => `\`${c}\``).join(', ')}` : `non : ${s.reste}`;
};

const extrait = ({ extrait: e }: Ligne): string => {
  if (e === undefined) return '—';
  if (e === 'SIEN') return 'oui';
  if ('reste' in e) return `non : ${e.reste}`;
  return e.sans ? `sans ${e.sans.map((c) => `\`${c}\``).join(', ')}` : 'oui';
};

const poste = ({ recu, saisie }: Ligne): string => {
  const dits = [
    ...(recu ? [`${COLLECTIONS_EN_MOTS[recu.collection]}${recu.sansAge ? ', quel que soit son âge' : ''}`] : []),
    ...(recu?.champs ? ['en partie'] : []),
    ...(recu?.tusAuxQuittees
      ? [`sans ${recu.tusAuxQuittees.map((c) => `\`${c}\``).join(', ')} dans une antenne que l’usager a quittée`]
      : []),
    ...(saisie ? ['l’écrit'] : []),
  ];
  return dits.length === 0 ? '—' : dits.join(' ; ');
};

/** The rows of the page of documents: one a type. */
export const lignesDesDocuments = (): string[][] =>
  TYPES_DOCUMENTS.map((type) => {
    const l = ligneDuType(type);
    return [
      `\`${type}${l.id === '' ? '' : `:${l.id}`}\``,
      l.quoi,
      l.bases.map((b) => `\`${BASES[b]}\``).join(', '),
      `${l.ecrivains.map((e) => ECRIVAINS[e]).join(', ')} ; ${NATURES_DOCUMENT[l.nature]}`,
      poste(l),
      conservation(l),
      sortie(l),
      extrait(l),
      REGLES_CONFLIT[conflitDe(type).regle],
    ];
  });
