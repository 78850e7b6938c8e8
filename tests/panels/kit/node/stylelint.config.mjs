// What the style sheets of helpers/panels/kit/css are checked for. Their layout is Prettier's affair.
export default {
  extends: 'stylelint-config-standard',
  reportNeedlessDisables: true,
  rules: {
    // The root that `&` stands for is put in by stylesheets.py.
    'nesting-selector-no-missing-scoping-root': null,
    'block-no-redundant-nested-style-rules': null,
    // Sheets are put together from several files: the order within one file says little about the cascade.
    'no-descending-specificity': null,
    // Notations that browsers of 2022, on school computers, do not know.
    'media-feature-range-notation': 'prefix',
    'alpha-value-notation': 'number',
    'color-function-notation': 'legacy',
    'color-function-alias-notation': null,
    'property-no-vendor-prefix': [true, { ignoreProperties: ['user-select'] }],
    'value-keyword-case': ['lower', { ignoreKeywords: ['currentColor'] }],
    // Layout.
    'at-rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'custom-property-empty-line-before': null,
    'declaration-empty-line-before': null,
    'rule-empty-line-before': null,
  },
}
