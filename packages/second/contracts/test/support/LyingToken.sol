// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice A token that says yes and moves another amount than it is told to: a percentage of it.
contract LyingToken is Token {
    uint256 private _percent = 100;

    function setPercent(uint256 percent) external {
        _percent = percent;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, from == address(0) ? amount : amount * _percent / 100);
    }
}
