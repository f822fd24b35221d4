// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The seats of a committee in one word: 15 members of 16 bits, member 0 lowest, in the order of the draw.
/// @dev Never zero for a committee that was drawn: of three different seats two are not seat 0.
type Committee is uint256;
