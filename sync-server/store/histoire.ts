import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Histoire } from '#shared/contrats/store/marques';
import { assurerBases } from './bases';
import { apresChangement, poser } from './ecrire';
import type { Magasin } from './lire';

export const ID_HISTOIRE = 'histoire';

const connues = new WeakMap<object, Promise<string>>();

const lireOuCreer = async (m: Magasin): Promise<string> => {
  await assurerBases(m, [BASE_CENTRALE]);
  const neuve: Histoire = { _id: ID_HISTOIRE, type: 'histoire', id: ulid() };
  // Another process may have named it meanwhile: its word stands.
  const ecrite = apresChangement(
    await poser<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE, (la) => (la ? undefined : neuve)),
  );
  if (!ecrite) throw new Error('histoire du magasin non écrite');
  return ecrite.id;
};

/** Read once a process: data are restored into an empty installation, before any service opens it. */
export const lireHistoire = (m: Magasin): Promise<string> => {
  const connue = connues.get(m);
  if (connue) return connue;
  const lue = lireOuCreer(m);
  connues.set(m, lue);
  lue.catch(() => connues.delete(m));
  return lue;
};
