export {
  A_LA_LIGNE,
  Champ,
  ChampCase,
  ChampDate,
  ChampListe,
  ChampLong,
  ChampSecret,
  ChampSegments,
  ChampTexte,
} from './champs';
export type { Erreurs, Lecture } from './erreurs';
export { Envoyer, Formulaire, Quitter, RefusFormulaire, Repris } from './formulaire';
export { useGarde } from './garde';
export { lireRequis } from './lecteurs';
export { Secret } from './secret';
export type { Formulaire as De } from './use-formulaire';
export { useChamps, useErreurs, useFormulaire, useValeur, useValeurs } from './use-formulaire';
