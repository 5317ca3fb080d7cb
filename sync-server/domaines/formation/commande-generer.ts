import { moisParis } from '#shared/temps/paris';
import { instantSchema } from '#shared/temps/types';
import { type NomTaille, TAILLES } from '#shared/testing/generateur/tailles';
import { horlogeSysteme } from '../../ports/horloge';
import { argument, type ContexteCli, ErreurUsage, lireMois, option, rendre } from '../../socle/cli/contexte';
import { generer } from './generer';

const lireJusqua = (texte: string | undefined) => {
  if (texte === undefined) return undefined;
  const instant = instantSchema.safeParse(texte);
  if (!instant.success)
    throw new ErreurUsage(`« ${texte} » n’est pas un instant : l’écrire 2026-11-25T10:00:00Z, à la seconde.`);
  return instant.data;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const taille = option(c, 'taille') ?? Object.keys(TAILLES)[0] ?? '';
  if (!Object.hasOwn(TAILLES, taille))
    throw new ErreurUsage(`Taille « ${taille} » inconnue : ${Object.keys(TAILLES).join(', ')}.`);
  const mois = (option(c, 'mois') ?? moisParis(horlogeSysteme())).split(',').map((m) => lireMois(m.trim()));
  const resultat = await generer({
    vers: argument(c, 0, 'le dossier où écrire'),
    graine: Number(option(c, 'graine') ?? '1'),
    mois,
    taille: taille as NomTaille,
    jusqua: lireJusqua(option(c, 'jusqua')),
    refusees: c.options.refusees === true,
  });
  return rendre(c, resultat, (r) => r.fichiers.map((f) => `${r.dossier}/${f}`));
};
