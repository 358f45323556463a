// What a refused payment means and what to do now, in words of ours, by the codes that Stripe gives.

const notConfirmed = 'Your bank did not confirm the payment, so nothing was charged. Try again, or use another card.';
const declined = 'Your bank declined this card, so nothing was charged. Use another card, or ask your bank.';
const sentences = Object.entries({
  'There is not enough money on this card, so nothing was charged. Use another card, or try again when there is.': 'insufficient_funds',
  'This card has expired. Check the expiry date, or use another card.': 'expired_card',
  'The card number is not right. Check it, or use another card.': 'incorrect_number invalid_number',
  'The expiry date is not right. Check it, then press Pay again.': 'invalid_expiry_month invalid_expiry_year',
  'The security code is not right. Check it, then press Pay again.': 'incorrect_cvc invalid_cvc',
  'The postal code does not belong to this card. Check it, then press Pay again.': 'incorrect_zip',
  'Your bank could not answer just now, so nothing was charged. Wait a moment, then press Pay again.':
    'processing_error try_again_later issuer_not_available reenter_transaction rate_limit',
  'This card has reached a limit, so nothing was charged. Use another card, or ask your bank.':
    'card_velocity_exceeded withdrawal_count_limit_exceeded',
  'This card does not take such payments, so nothing was charged. Use another card.':
    'card_not_supported currency_not_supported transaction_not_allowed not_permitted',
  'The number of the bank account is not right. Check it, then press Pay again.': 'account_number_invalid routing_number_invalid invalid_bank_account_iban',
  'This bank account cannot be debited, so nothing was charged. Use another account, or a card.':
    'bank_account_unusable bank_account_restricted debit_not_authorized account_closed no_account payment_method_bank_account_blocked payment_intent_payment_attempt_failed',
  [notConfirmed]: 'authentication_required payment_intent_authentication_failure setup_intent_authentication_failure',
});

// The sentence for an error of Stripe.js; without an error the payment was left unconfirmed. Undefined where it cannot be told what happened.
export function declineSentence(error) {
  if (!error) return notConfirmed;
  const code = error.code === 'card_declined' ? error.decline_code : error.code;
  return sentences.find(([, codes]) => codes.split(' ').includes(code))?.[0] ?? (error.type === 'card_error' ? declined : undefined);
}

// The same where a method was only to be saved.
export const saveSentence = error => declineSentence(error)
  ?.replace('confirm the payment, so', 'confirm it, so').replace('so nothing was charged', 'so it was not saved').replace('press Pay', 'press Save');
