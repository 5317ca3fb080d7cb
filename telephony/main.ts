import pino from 'pino';
import { lireConfig } from './config';
import { demarrerTelephonie, type Telephonie } from './demarrer';

const lu = lireConfig(process.env);
if (!lu.ok) {
  for (const erreur of lu.erreurs) console.error(`Configuration : ${erreur}`);
  process.exit(1);
}

const log = pino({ name: 'svi', level: lu.config.JOURNAL_NIVEAU }, pino.destination(2));

// Whoever started this worker may be killed outright. Calls must go on: the worker stays, until the next service's comes.
const parent = process.ppid;
const orphelin = (): boolean => process.ppid !== parent;
const veille = setInterval(() => {
  if (!orphelin()) return;
  clearInterval(veille);
  log.warn('le service de ce SVI s’est arrêté brutalement : le SVI continue, et laissera la place au suivant');
}, 1000);
veille.unref();

let telephonie: Telephonie | undefined;
let demande = false;
const arreter = (): void => {
  if (demande || !telephonie) return;
  demande = true;
  telephonie.arreter().then(
    () => process.exit(0),
    (e: unknown) => {
      log.error({ err: e }, 'arrêt du SVI');
      process.exit(1);
    },
  );
};
const ceder = (): boolean => {
  if (!orphelin() || !telephonie) return false;
  if (!demande) log.warn('un autre SVI se présente pour ce dossier : celui-ci, sans service, lui laisse la place');
  arreter();
  return true;
};

try {
  telephonie = await demarrerTelephonie(lu.config, { log, ceder });
  // One line on the standard output, for whoever started the worker and waits for it.
  console.log(`SVI prêt : ${telephonie.url}`);
  process.on('SIGTERM', arreter);
  process.on('SIGINT', arreter);
} catch (e) {
  console.error(`Le SVI ne peut pas démarrer : ${e instanceof Error ? e.message : String(e)}`);
  process.exit(1);
}
