export { Champ, ChampCase, ChampListe, ChampLong, ChampSecret, ChampSegments, ChampTexte } from './champs';
export type { Erreurs, Lecture } from './erreurs';
export { Envoyer, Formulaire, RefusFormulaire, Repris } from './formulaire';
export { useGarde } from './garde';
export { lireRequis } from './lecteurs';
export { Secret } from './secret';
export type { Formulaire as De } from './use-formulaire';
export { useErreurs, useFormulaire, useValeur, useValeurs } from './use-formulaire';
