import { instantSchema } from '#shared/temps/types';
import { type NomTaille, TAILLES } from '#shared/testing/generateur/tailles';
import { generer } from '../use-cases/generer';
import { type ContexteCli, ErreurUsage, lireMois, option, optionRequise } from './contexte';

const taille = (texte: string): NomTaille => {
  const connues = Object.keys(TAILLES) as NomTaille[];
  const connue = connues.find((t) => t === texte);
  if (!connue) throw new ErreurUsage(`Taille « ${texte} » inconnue : ${connues.join(', ')}.`);
  return connue;
};

const jusqua = (texte: string | undefined) => {
  if (texte === undefined) return undefined;
  const instant = instantSchema.safeParse(texte);
  if (!instant.success)
    throw new ErreurUsage(`« ${texte} » n'est pas un instant : l'écrire 2026-11-25T10:00:00Z, à la seconde.`);
  return instant.data;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const r = await generer({
    vers: optionRequise(c, 'vers'),
    graine: Number(option(c, 'graine') ?? '1'),
    mois: optionRequise(c, 'mois').split(',').map(lireMois),
    taille: taille(option(c, 'taille') ?? 'petite'),
    jusqua: jusqua(option(c, 'jusqua')),
  });
  if (!r.ok) throw new ErreurUsage(r.refus.message);
  c.ecrire(c.json ? JSON.stringify(r.valeur) : `Écrits dans ${r.valeur.dossier} :\n${r.valeur.fichiers.join('\n')}`);
  return 0;
};
