'use client';

import { SegmentedControl, Text } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import type { PointageRetenu } from '#shared/contrats/corrections/intervention';
import { usagersDuNumero } from '#shared/domain/pointage/numeros';
import { dateCourte, heure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { collateur, telephone } from '#shared/mots/textes';
import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui } from '../../../../_donnees/lecture/hooks';
import { lienVisite } from '../../../../_ui/adresses/numeros';
import { useListe } from '../../../../_ui/liste/liste';
import { PlaceDuPanneau, useLarge } from '../../../../_ui/premiere-visite/panneau-vide';
import { TetePanneau } from '../../../../_ui/tete-panneau';
import type { Adresse } from '../adresse';
import type { Donnees } from '../donnees';
import { type AideAilleurs, compterAilleurs, type VisiteAilleurs } from './ailleurs';

const part = ({ ailleurs, appels }: AideAilleurs): string =>
  appels === 0 ? '' : (ailleurs / appels).toLocaleString('fr-FR', { style: 'percent', maximumFractionDigits: 0 });

type NumeroProps = { numero: string | undefined; date: DateCivile; usagerId: string; donnees: Donnees };

/** The number used, and whose it is where this antenna knows. */
const Numero = ({ numero, date, usagerId, donnees: d }: NumeroProps) => {
  if (numero === undefined) return null;
  const autres = usagersDuNumero(numero, date, d.connus).usagers.filter((id) => id !== usagerId);
  return (
    <>
      <span className="numeros__numero">{telephone(numero)}</span>
      {autres.length > 0 ? <div className="discret">de {autres.map((id) => d.nomUsager(id)).join(', ')}</div> : null}
    </>
  );
};

/** [PT-9] How a punch without a telephone was made. */
const SANS_TELEPHONE: Partial<Record<PointageRetenu['source'], string>> = {
  LIEN: 'par son lien personnel',
  QR: 'par la feuille du domicile',
};

const Visite = ({
  visite: { intervention: i, arrivee, depart },
  donnees,
}: {
  visite: VisiteAilleurs;
  donnees: Donnees;
}) => (
  <li>
    <div>
      <Link href={lienVisite(i.date, i._id)}>
        {dateCourte(i.date)}, {donnees.nomUsager(i.usagerId)}
      </Link>
    </div>
    {(['arrivee', 'depart'] as const).map((cote) => {
      const numero = cote === 'arrivee' ? arrivee : depart;
      const sans = SANS_TELEPHONE[i[cote]?.source ?? 'SVI'];
      return numero || sans ? (
        <div key={cote}>
          {cote === 'arrivee' ? 'Arrivée' : 'Départ'} {heure(i[cote]?.instant)}{' '}
          {sans ?? (
            <>
              du <Numero numero={numero} date={i.date} usagerId={i.usagerId} donnees={donnees} />
            </>
          )}
        </div>
      ) : null;
    })}
  </li>
);

type Props = {
  donnees: Donnees;
  adresse: Adresse;
  aller: (p: Partial<Adresse>) => void;
  choisir: (cle: string | undefined) => void;
};

/** [PT-8, PT-9] Punches from another number than the usager's, or without a telephone, counted by aide; the visits, with how. */
export const AppelsAilleurs = ({ donnees: d, adresse, aller, choisir }: Props) => {
  const courant = moisDe(useAujourdhui());
  const precedent = ajouterMois(courant, -1);
  const mois = adresse.mois === precedent ? precedent : courant;
  const aides = useMemo(() => {
    const [de, a] = [premierJour(mois), dernierJour(mois)];
    const interventions = [...d.etat.jours].flatMap(([date, l]) => (date >= de && date <= a ? l : []));
    return compterAilleurs(interventions, d.etat.usagers, d.connus).sort(
      (x, y) => y.ailleurs - x.ailleurs || collateur.compare(d.nomAide(x.intervenantId), d.nomAide(y.intervenantId)),
    );
  }, [d, mois]);
  const cles = useMemo(() => aides.map((a) => a.intervenantId), [aides]);
  const liste = useListe(cles, adresse.cle, choisir, {
    entree: () => document.querySelector<HTMLElement>('.panneau a')?.focus(),
    fermer: () => choisir(undefined),
  });
  const aide = aides.find((a) => a.intervenantId === adresse.cle);
  const fermer = (): void => {
    choisir(undefined);
    liste.focaliser(aide?.intervenantId);
  };
  const place = useLarge() && aides.length > 0;
  return (
    <div className={aide || place ? 'ecran__corps ecran__corps--deux' : 'ecran__corps'}>
      <div className="numeros__liste">
        <div className="numeros__filtre">
          <SegmentedControl
            size="xs"
            aria-label="Mois"
            value={mois}
            data={[precedent, courant].map((m) => ({ value: m, label: moisEnMots(m) }))}
            onChange={(v) => aller({ mois: v === courant ? undefined : precedent, cle: undefined })}
          />
          <Text size="sm" c="dimmed" role="status">
            {pluriel(aides.length, 'aide')} {aides.length > 1 ? 'ont' : 'a'} pointé d’ailleurs, ou sans téléphone
          </Text>
        </div>
        {aides.length === 0 ? (
          <div className="vide defile">
            <Text fw={600}>Aucun appel d’ailleurs en {moisEnMots(mois)}</Text>
            <Text size="sm" c="dimmed">
              Tous les pointages ont été faits du téléphone de l’usager.
            </Text>
          </div>
        ) : (
          <div className="defile">
            {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
            <table className="liste" role="grid" data-testid="ailleurs">
              <caption className="invisible">Appels faits d’un autre numéro que celui de l’usager, par aide</caption>
              <thead>
                <tr>
                  <th scope="col">Aide</th>
                  <th scope="col" className="num">
                    D’ailleurs
                  </th>
                  <th scope="col" className="num">
                    Sur
                  </th>
                  <th scope="col" className="num">
                    Part
                  </th>
                  <th scope="col" className="num">
                    Sans téléphone
                  </th>
                  <th scope="col" className="num">
                    Visites
                  </th>
                </tr>
              </thead>
              <tbody ref={liste.corps}>
                {aides.map((a) => (
                  <tr
                    key={a.intervenantId}
                    className="ligne"
                    onClick={() => liste.focaliser(a.intervenantId)}
                    {...liste.ligne(a.intervenantId)}
                  >
                    <td className="nom">{d.nomAide(a.intervenantId)}</td>
                    <td className="num">{a.ailleurs}</td>
                    <td className="num">{pluriel(a.appels, 'appel')}</td>
                    <td className="num">{part(a)}</td>
                    <td className="num">{a.sansTelephone === 0 ? '' : a.sansTelephone}</td>
                    <td className="num">{a.visites.length}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {aide ? (
        <aside
          className="panneau"
          aria-labelledby="panneau-titre"
          onKeyDown={(ev) => {
            if (ev.key === 'Escape') fermer();
          }}
        >
          <TetePanneau id="panneau-titre" titre={d.nomAide(aide.intervenantId)} fermer={fermer}>
            {aide.appels === 0
              ? `Aucun appel, ${moisEnMots(mois)}`
              : `${aide.ailleurs} sur ${pluriel(aide.appels, 'appel')} (${part(aide)}), ${moisEnMots(mois)}`}
            {aide.sansTelephone === 0 ? '' : `\u00a0; ${pluriel(aide.sansTelephone, 'pointage')} sans téléphone`}
          </TetePanneau>
          <ul className="appels">
            {aide.visites.map((v) => (
              <Visite key={v.intervention._id} visite={v} donnees={d} />
            ))}
          </ul>
        </aside>
      ) : place ? (
        <PlaceDuPanneau />
      ) : null}
    </div>
  );
};
