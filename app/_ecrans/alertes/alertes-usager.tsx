'use client';

import { Button, Text } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { enAttente } from '../../_donnees/depot/etat-depot';
import { useDepot, useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { adresseUsager } from '../../_ui/adresses/usagers';
import { Appeler } from '../../_ui/appeler';
import { ErreurFormulaire } from '../../_ui/champs/erreur-formulaire';
import { Section } from '../../_ui/section';
import { alertesDeLUsager } from './groupes';
import { useMarquer } from './marquer';
import { direAlerte } from './phrases';
import { VuePar } from './vue-par';
import { vuesDe } from './vues';
import './alertes.css';

/** On the usager's page: what of them asks for a gesture, then what someone has seen and that lasts. */
export const AlertesUsager = ({ usagerId }: { usagerId: string }) => {
  const etat = useDepot();
  const { session } = usePoste();
  const maintenant = useMaintenant();
  const { marquer, erreur } = useMarquer();
  const vues = useMemo(() => vuesDe(etat), [etat]);
  const nonRecus = useMemo(() => new Set(enAttente(etat, nomDuPoste()).map((s) => s._id)), [etat]);
  const alertes = useMemo(() => alertesDeLUsager(etat, usagerId, vues), [etat, usagerId, vues]);
  return (
    <Section titre="Alertes">
      {alertes.length === 0 ? <Text size="sm">Aucune alerte.</Text> : null}
      <ErreurFormulaire message={erreur} />
      {alertes.length === 0 ? null : (
        <ul className="alertes-usager" data-testid="alertes-usager">
          {alertes.map((a) => {
            const { titre, phrase, lien, ou, seconde, appels } = direAlerte(a, etat, maintenant, session);
            const vue = vues(a);
            // Its own page is this one.
            const liens = [{ lien, ou }, seconde].flatMap((l) =>
              l?.lien === undefined || l.lien === adresseUsager(usagerId) ? [] : [l],
            );
            return (
              <li key={a._id} className={vue ? 'discret' : undefined}>
                <div>
                  <b>{titre}</b> {phrase}
                </div>
                {vue ? (
                  <div>
                    Vue <VuePar vue={vue} etat={etat} jour={dateParis(maintenant)} enAttente={nonRecus.has(vue._id)} />
                  </div>
                ) : null}
                <div className="alertes-usager__gestes">
                  {appels.map((n) => (
                    <Appeler key={n.numero} {...n} />
                  ))}
                  {liens.map((l) => (
                    <Link key={l.ou} href={l.lien ?? ''}>
                      {l.ou}
                    </Link>
                  ))}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${vue ? 'Remettre à voir' : 'Marquer comme vue'} : ${titre}`}
                    onClick={() => void marquer([a._id], vue !== undefined)}
                  >
                    {vue ? 'Remettre à voir' : 'Vue'}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
};
