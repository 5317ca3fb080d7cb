'use client';

import { Title } from '@mantine/core';
import { deMois, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { additionnerHeures } from '#shared/pilotage/agregats';
import type { CarteAntenne, TableauPilotage } from '#shared/pilotage/contrat';
import { nombre } from '#shared/pilotage/mots';
import type { Mois } from '#shared/temps/types';
import { differer } from '../../../_ui/champs/differe';
import { Ensuite } from '../../../_ui/ensuite';
import type { HeureAppels } from './graphe-appels';

const Attente = () => <div className="pilotage__attente" aria-busy="true" />;

const Graphe = differer(() => import('./graphe-appels').then((m) => m.GrapheAppels), <Attente />);

/** The hours of a day's work, and any other in which someone called. */
const HABITUELLES = Array.from({ length: 15 }, (_, n) => n + 7);

type HorsAntenne = TableauPilotage['horsAntenne'];
type Props = { cartes: readonly CarteAntenne[]; mois: Mois; horsAntenne?: HorsAntenne };

const somme = (h: Readonly<Record<string, number>>): number => Object.values(h).reduce((a, b) => a + b, 0);

const heuresDe = ({ cartes, horsAntenne: h }: Props): HeureAppels[] => {
  const pointages = additionnerHeures([...cartes.map((c) => c.mois?.appels.pointages ?? {}), h?.pointages ?? {}]);
  const echecs = additionnerHeures([...cartes.map((c) => c.mois?.appels.echecs ?? {}), h?.echecs ?? {}]);
  const toutes = new Set([...HABITUELLES, ...Object.keys({ ...pointages, ...echecs }).map(Number)]);
  const [min, max] = [Math.min(...toutes), Math.max(...toutes)];
  return Array.from({ length: max - min + 1 }, (_, n) => ({
    heure: min + n,
    pointages: pointages[String(min + n)] ?? 0,
    echecs: echecs[String(min + n)] ?? 0,
  }));
};

/** When the telephone rings: calls of the month by hour of the clock. */
export const Appels = (props: Props) => {
  const { mois, horsAntenne } = props;
  const heures = heuresDe(props);
  const sansAntenne = horsAntenne ? somme(horsAntenne.pointages) + somme(horsAntenne.echecs) : 0;
  const total = heures.reduce((n, h) => n + h.pointages, 0);
  const echecs = heures.reduce((n, h) => n + h.echecs, 0);
  if (total + echecs === 0)
    return (
      <section aria-label="Appels au téléphone, heure par heure">
        <Title order={2}>Appels, heure par heure</Title>
        <p className="pilotage__note">Aucun appel reçu en {moisEnMots(mois)}.</p>
      </section>
    );
  return (
    <section aria-label="Appels au téléphone, heure par heure">
      <div className="pilotage__titre">
        <Title order={2}>Appels, heure par heure</Title>
        <p className="pilotage__legende">
          <span className="pilotage__cle pilotage__cle--plein" /> {pluriel(total, 'pointage')}
          <span className="pilotage__cle pilotage__cle--vide" />{' '}
          {pluriel(echecs, 'appel sans pointage', 'appels sans pointage')}
          {/* Of both: « dont » would say it of those alone that made no punch. */}
          {sansAntenne > 0 ? `. Sur l’ensemble, ${nombre(sansAntenne)} dont rien ne dit l’antenne` : ''}
        </p>
      </div>
      <div
        role="img"
        aria-label={`Appels ${deMois(mois)} par heure : ${pluriel(total, 'pointage')}, ${pluriel(echecs, 'appel sans pointage', 'appels sans pointage')}. Les chiffres sont dans le tableau qui suit.`}
      >
        <Ensuite attente={<Attente />}>
          <Graphe heures={heures} />
        </Ensuite>
      </div>
      <details className="pilotage__chiffres">
        <summary>Les chiffres, heure par heure</summary>
        <table className="pilotage__table">
          <caption className="invisible">Appels {deMois(mois)}, heure par heure</caption>
          <thead>
            <tr>
              <th scope="col">Heure</th>
              <th scope="col" className="num">
                Pointages
              </th>
              <th scope="col" className="num">
                Appels sans pointage
              </th>
            </tr>
          </thead>
          <tbody>
            {heures.map((h) => (
              <tr key={h.heure}>
                <th scope="row">
                  {h.heure}&nbsp;h – {h.heure + 1}&nbsp;h
                </th>
                <td className="num">{nombre(h.pointages)}</td>
                <td className="num">{nombre(h.echecs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
};
