import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, ecrireLot, lireUn } from '../ports/documents';
import { assurerBases } from './bases';

/** Which life of the data this is: its id changes when a backup is restored, for what came after that backup never was. */
type Histoire = { _id: string; type: 'histoire'; id: string };
export const ID_HISTOIRE = 'histoire';

const connues = new WeakMap<object, Promise<string>>();

const lireOuCreer = async (m: AccesMagasin): Promise<string> => {
  await assurerBases(m, [BASE_CENTRALE]);
  const connue = await lireUn<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE);
  if (connue) return connue.id;
  await ecrireLot(m, BASE_CENTRALE, [{ _id: ID_HISTOIRE, type: 'histoire', id: ulid() }]);
  const ecrite = await lireUn<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE);
  if (!ecrite) throw new Error('histoire du magasin non écrite');
  return ecrite.id;
};

/** Read once a process: data are restored into an empty installation, before any service opens it. */
export const lireHistoire = (m: AccesMagasin): Promise<string> => {
  const connue = connues.get(m);
  if (connue) return connue;
  const lue = lireOuCreer(m);
  connues.set(m, lue);
  lue.catch(() => connues.delete(m));
  return lue;
};
