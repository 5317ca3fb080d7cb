import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { EchecHttp } from './api';
import { refusDe } from './refus';

afterEach(() => vi.restoreAllMocks());

it('a refusal of the server is told as it is, and is no fault of ours', () => {
  const console_ = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(refusDe(new EchecHttp(409, 'MOIS_CLOS', 'Le mois est clos.'))).toEqual({
    code: 'MOIS_CLOS',
    message: 'Le mois est clos.',
  });
  expect(console_).not.toHaveBeenCalled();
});

it('an answer that is not as its contract says is told too, not thrown: who waits for it would wait for ever', () => {
  const console_ = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { error } = z.object({ visites: z.number() }).safeParse({});
  expect(refusDe(error)).toEqual({
    code: 'ILLISIBLE',
    message: expect.stringMatching(/^La réponse .* Rechargez .*\.$/),
  });
  expect(console_).toHaveBeenCalledWith(error);
});
