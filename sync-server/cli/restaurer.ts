import { instantSchema } from '#shared/temps/types';
import { horlogeSysteme } from '../ports/horloge';
import { restaurer, verifierSauvegarde } from '../use-cases/sauvegarde/restaurer';
import { argument, auteur, type ContexteCli, ErreurUsage, option, rendre } from './contexte';
import { parSeconde } from './progression';
import { avecMagasinVide, cleDe } from './sauvegarde-commune';

const lireInstant = (texte: string) => {
  const lu = instantSchema.safeParse(texte);
  if (!lu.success)
    throw new ErreurUsage(
      `« ${texte} » n’est pas un instant : écrivez AAAA-MM-JJTHH:MM:SSZ, par exemple 2026-11-25T10:00:00Z.`,
    );
  return lu.data;
};

const compter = (r: { documents: number; fichiers: number }): string =>
  `${r.documents} documents, ${r.fichiers} fichiers`;

export const executer = async (c: ContexteCli): Promise<number> => {
  const source = argument(c, 0, 'la sauvegarde à restaurer (fichier ou dossier)');
  const texte = option(c, 'jusquA');
  const jusqua = texte === undefined ? undefined : lireInstant(texte);
  const cle = cleDe(c);
  const progres = parSeconde(c.dire);
  if (c.options.aBlanc === true) {
    const v = await verifierSauvegarde({ cle, progres }, { source, jusqua });
    if (!v.ok) return rendre(c, v, () => []);
    const { instant, documents, fichiers, maillons } = v.valeur;
    const resume = { instant, documents, fichiers, sauvegardes: maillons.map((m) => m.chemin) };
    return rendre(c, { ok: true, valeur: resume }, (r) => [
      `Sauvegarde intacte : ${r.sauvegardes.length} fichier${r.sauvegardes.length > 1 ? 's' : ''} à lire, ${compter(r)}.`,
      `Elle rend l’état du ${r.instant}. Rien n’a été écrit.`,
    ]);
  }
  const r = await avecMagasinVide(c, (magasin) =>
    restaurer(
      { magasin, horloge: horlogeSysteme, dataDir: c.config.DATA_DIR, cle, progres },
      { source, jusqua, auteur: auteur(c) },
    ),
  );
  return rendre(c, r, (v) => [
    `Restauré : l’état du ${v.instant} (${compter(v)}).`,
    'Remettez les réglages et leurs secrets, puis « telegestion verifier » et « telegestion servir » ; chacun se reconnecte, et les postes renvoient ce qu’ils avaient saisi depuis.',
  ]);
};
