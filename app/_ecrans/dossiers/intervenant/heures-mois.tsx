'use client';

import { ActionIcon, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { duree, moisEnMots } from '#shared/mots/dates';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { tableDuPoste } from '../../../_donnees/depot/table-financeurs';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { lienNumeros } from '../../../_ui/adresses/numeros';
import { adressePlanning } from '../../../_ui/adresses/planning';
import { minutesFacturees } from '../../../_ui/heures/facturees';
import { useHorsGarde } from '../../../_ui/heures/hors-garde';
import { appelsIncomplets, totaliser } from '../../../_ui/heures/totaux';
import { useVisitesDe } from '../../../_ui/heures/visites';
import { Icone } from '../../../_ui/mots/icones';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { Section } from '../../../_ui/section';
import { compterAilleurs } from '../../pointages';

const useChiffres = (id: string, mois: Mois) => {
  const lignes = useVisitesDe('intervenant', id, premierJour(mois), dernierJour(mois));
  const etat = useDepot();
  return useMemo(() => {
    const siennes = lignes.filter((l) => l.retenue.intervenantId === id);
    const table = tableDuPoste(etat.financeurs);
    const faites = siennes.map((l) => l.retenue.intervention).filter((i) => i.intervenantId === id);
    const [ailleurs] = compterAilleurs(faites, etat.usagers, numerosDuPoste(etat, nomDuPoste()));
    return {
      ...totaliser(siennes),
      factures: table && minutesFacturees(siennes, etat.usagers, table),
      remplacees: lignes.length - siennes.length,
      // Of the calls that she made, whoever the visit was given to since.
      ...appelsIncomplets(lignes.filter((l) => l.retenue.intervention.intervenantId === id)),
      ailleurs: ailleurs?.ailleurs ?? 0,
      appels: ailleurs?.appels ?? 0,
      sansTelephone: ailleurs?.sansTelephone ?? 0,
    };
  }, [lignes, etat, id]);
};

const Chiffres = ({ c, mois, id }: { c: ReturnType<typeof useChiffres>; mois: Mois; id: string }) => (
  <dl className="usager__faits">
    <dt>Prévues</dt>
    <dd>{duree(c.prevu)}</dd>
    <dt>Faites</dt>
    <dd>
      <b>{duree(c.fait)}</b> <span className="discret">minutes réelles</span>
    </dd>
    <dt>Facturées</dt>
    <dd>
      {c.factures === undefined ? '—' : duree(c.factures)}{' '}
      <span className="discret">provisoire, arrondis et minutes complémentaires compris</span>
    </dd>
    <dt>À traiter</dt>
    <dd>{c.aTraiter === 0 ? 'rien' : pluriel(c.aTraiter, 'visite')}</dd>
    <dt>Appels incomplets</dt>
    <dd>
      {c.incomplets === 0 ? 'aucun' : nombreEntier(c.incomplets)}
      {c.corriges > 0 ? `, dont ${pluriel(c.corriges, 'corrigé')}` : ''}
    </dd>
    <dt>Appels d’ailleurs</dt>
    <dd>
      {c.ailleurs === 0 ? (
        'aucun'
      ) : (
        <Link className="usager__retour" href={lienNumeros('ailleurs', { mois, cle: id })}>
          {c.ailleurs} sur {pluriel(c.appels, 'appel')}
        </Link>
      )}
    </dd>
    {c.sansTelephone > 0 ? (
      <>
        <dt>Sans téléphone</dt>
        <dd>{pluriel(c.sansTelephone, 'pointage')}</dd>
      </>
    ) : null}
    {c.remplacees > 0 ? (
      <>
        <dt>Remplacée</dt>
        <dd>{pluriel(c.remplacees, 'fois', 'fois')}</dd>
      </>
    ) : null}
  </dl>
);

/** The month of an aide in figures, as this antenna knows it. */
export const HeuresMois = ({ id, jour }: { id: string; jour: DateCivile }) => {
  const courant = moisDe(jour);
  const [mois, setMois] = useState(courant);
  const c = useChiffres(id, mois);
  const garde = useHorsGarde(premierJour(mois), dernierJour(mois));
  return (
    <Section titre="Heures du mois">
      <Group gap="sm">
        <ActionIcon.Group>
          <ActionIcon variant="default" aria-label="Mois précédent" onClick={() => setMois((m) => ajouterMois(m, -1))}>
            <Icone nom="gauche" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Mois suivant" onClick={() => setMois((m) => ajouterMois(m, 1))}>
            <Icone nom="droite" />
          </ActionIcon>
        </ActionIcon.Group>
        <Text size="sm" fw={600} role="status">
          {moisEnMots(mois)}
          {garde?.rien ? '' : ` : ${pluriel(c.visites, 'visite')}`}
        </Text>
      </Group>
      {garde ? (
        <Text size="sm" c="dimmed">
          {garde.phrase}
        </Text>
      ) : null}
      {garde?.rien ? null : <Chiffres c={c} mois={mois} id={id} />}
      <Text size="sm">
        <Link
          className="usager__retour"
          href={adressePlanning({ vue: 'mois', par: 'intervenant', id, date: premierJour(mois) })}
        >
          Le mois jour par jour
        </Link>
      </Text>
    </Section>
  );
};
