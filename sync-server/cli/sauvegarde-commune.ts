import { mkdir } from 'node:fs/promises';
import { type CleMaitresse, lireCle } from '../adapters/sauvegarde/cle';
import type { MagasinSuivi } from '../ports/suivi';
import { type ContexteCli, ErreurUsage } from './contexte';

export const cleDe = (c: ContexteCli): CleMaitresse => {
  const cle = lireCle(c.config.SAUVEGARDE_CLE);
  if (!cle.ok) throw new ErreurUsage(cle.refus.message);
  return cle.valeur;
};

/** The store as it is, without what every other command makes in it: an empty installation stays empty. */
export const avecMagasinVide = async <T>(c: ContexteCli, travail: (m: MagasinSuivi) => Promise<T>): Promise<T> => {
  const { ouvrirMagasin } = await import('../adapters/magasin/magasin');
  await mkdir(c.config.DATA_DIR, { recursive: true, mode: 0o700 });
  const magasin = await ouvrirMagasin({ couchdbUrl: c.config.COUCHDB_URL, dataDir: c.config.DATA_DIR });
  try {
    return await travail(magasin);
  } finally {
    await magasin.fermer();
  }
};
