import pino from 'pino';
import { lireConfig } from './config';
import { demarrerTelephonie } from './demarrer';

const lu = lireConfig(process.env);
if (!lu.ok) {
  for (const erreur of lu.erreurs) console.error(`Configuration : ${erreur}`);
  process.exit(1);
}

const log = pino({ name: 'svi', level: lu.config.JOURNAL_NIVEAU }, pino.destination(2));

try {
  const telephonie = await demarrerTelephonie(lu.config, { log });
  // One line on the standard output, for whoever started the worker and waits for it.
  console.log(`SVI prêt : ${telephonie.url}`);
  let demande = false;
  const arreter = (): void => {
    if (demande) return;
    demande = true;
    telephonie.arreter().then(
      () => process.exit(0),
      (e: unknown) => {
        log.error({ err: e }, 'arrêt du SVI');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', arreter);
  process.on('SIGINT', arreter);
} catch (e) {
  console.error(`Le SVI ne peut pas démarrer : ${e instanceof Error ? e.message : String(e)}`);
  process.exit(1);
}
