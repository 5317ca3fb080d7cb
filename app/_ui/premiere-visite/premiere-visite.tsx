'use client';

import { Button } from '@mantine/core';
import { fermerPremiereVisite, recommencerPremiereVisite, usePremiereVisite } from '../affichage';
import { Icone } from '../mots/icones';
import { NOMS_PAS, PAS, type Pas } from '../pas-premiere-visite';
import './premiere-visite.css';

/** The gestures of a first visit, each ticked once it has been done on this PC by this account. */
const ListeDesPas = ({ faits }: { faits: ReadonlySet<string> }) => (
  <ol className="premiere__pas">
    {NOMS_PAS.map((nom) => {
      const { quoi, touches, ou }: Pas = PAS[nom];
      const fait = faits.has(nom);
      return (
        <li key={nom} className={fait ? 'premiere__fait' : undefined}>
          {fait ? <Icone nom="coche" /> : <span className="premiere__case" />}
          <span>
            <b>{quoi}</b>
            {fait ? <span className="invisible"> (fait)</span> : null}
            <span className="premiere__comment">
              {touches.map((accord, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: keys of a table that never changes, one of them twice.
                <span key={n}>
                  {accord.map((t) => (
                    <kbd key={t}>{t}</kbd>
                  ))}{' '}
                </span>
              ))}
              {ou}
            </span>
          </span>
        </li>
      );
    })}
  </ol>
);

const compte = (faits: ReadonlySet<string>): string =>
  faits.size < NOMS_PAS.length ? `${faits.size} sur ${NOMS_PAS.length}` : 'Tout est fait';

/** In the place of a panel that nothing fills: it can be closed, and is found again in the help. */
export const PremiereVisite = () => {
  const { faits } = usePremiereVisite();
  return (
    <section className="premiere" aria-labelledby="premiere-visite">
      <h2 id="premiere-visite">Première visite</h2>
      <p role="status" className="discret">
        {compte(faits)}
      </p>
      <ListeDesPas faits={faits} />
      <Button size="xs" variant="default" onClick={fermerPremiereVisite}>
        Ne plus la montrer
      </Button>
      <p className="discret">Elle reste dans Mode d’emploi.</p>
    </section>
  );
};

/** In the help: the same, and what brings it back. */
export const RevoirPremiereVisite = () => {
  const { faits, fermee } = usePremiereVisite();
  return (
    <div className="premiere">
      <p role="status">{compte(faits)}</p>
      <ListeDesPas faits={faits} />
      {fermee || faits.size > 0 ? (
        <Button size="xs" variant="default" onClick={recommencerPremiereVisite}>
          La recommencer
        </Button>
      ) : null}
    </div>
  );
};
