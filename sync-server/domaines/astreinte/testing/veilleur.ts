import { type Instant, instantSchema } from '#shared/temps/types';
import { messagerPlivo } from '../../../adapters/sms/plivo';
import { ouvrirMagasin } from '../../../store/ouvrir';
import { ouvrirAstreinte } from '../veiller';

// One minute of the watch, in a process of its own that a test kills: `veilleur.ts <store> <operator> <instant>`.

const [magasinUrl = '', base = '', instant] = process.argv.slice(2);
const maintenant: Instant = instantSchema.parse(instant);
const magasin = await ouvrirMagasin({ couchdbUrl: magasinUrl, dataDir: '/nonexistent' });
await ouvrirAstreinte({
  magasin,
  horloge: () => maintenant,
  messager: messagerPlivo({ base, authId: 'MAESSAI', authToken: 'jeton-d-essai', de: 'TELEGESTION' }),
  courrier: { envoyer: async () => ({ ok: true, valeur: { id: 'courriel' } }) },
  extranet: () => 'https://telegestion.test',
  battre: async () => undefined,
  sur: async () => true,
  noter: () => undefined,
}).minute();
await magasin.fermer();
