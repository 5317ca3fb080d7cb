export {
  A_LA_LIGNE,
  AU_DESSUS,
  Champ,
  ChampCase,
  ChampDate,
  ChampHorloge,
  ChampListe,
  ChampLong,
  ChampMoment,
  ChampSecret,
  ChampSegments,
  ChampTexte,
  enFrancais,
  SANS_MOT,
} from './champs';
export type { Erreurs, Lecture } from './erreurs';
export { Envoyer, Formulaire, Quitter, RefusFormulaire, Repris } from './formulaire';
export { useGarde } from './garde';
export { lireRequis } from './lecteurs';
export type { Id } from './noyau';
export { Secret } from './secret';
export type { Formulaire as De } from './use-formulaire';
export { useChamps, useErreurs, useFormulaire, useValeur, useValeurs } from './use-formulaire';
