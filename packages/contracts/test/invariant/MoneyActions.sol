// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "../support/Token.sol";
import {OrderActions} from "./OrderActions.sol";

/// @notice Everybody takes what it is owed, and somebody pays in what nobody asked for; and time passes.
abstract contract MoneyActions is OrderActions {
    function withdraw(uint256 dice) external {
        address account = accounts[dice % accounts.length];
        if (credits[account] != 0) _withdraw(account);
    }

    function _withdraw(address account) internal {
        uint256 before = holdingsOf(account);
        vm.prank(account);
        consensus.withdraw();
        assertEq(holdingsOf(account) - before, credits[account] * p.unit, "the credit is paid");
        credits[account] = 0;
        count("withdraw");
    }

    function sweepTreasury() external {
        if (treasury != 0) _sweepTreasury();
    }

    function _sweepTreasury() internal {
        uint256 before = holdingsOf(p.treasury);
        consensus.sweepTreasury();
        assertEq(holdingsOf(p.treasury) - before, treasury * p.unit, "the treasury is paid");
        treasury = 0;
        count("sweepTreasury");
    }

    function sweepSink() external {
        if (sink != 0) _sweepSink();
    }

    function _sweepSink() internal {
        uint256 before = holdingsOf(p.sink);
        consensus.sweepSink();
        assertEq(holdingsOf(p.sink) - before, sink * p.unit, "the sink is paid");
        sink = 0;
        count("sweepSink");
    }

    /// @dev As a self-destructing contract could, or a plain transfer of the token.
    function force(uint256 amount) external {
        amount = bound(amount, 1, 1 ether);
        if (p.asset == address(0)) vm.deal(address(consensus), address(consensus).balance + amount);
        else Token(p.asset).mint(address(consensus), amount);
        forced += amount;
        count("force");
    }

    /// @dev Mostly seconds; now and then past a window, into the next epoch, past an unbonding, or out of a block
    /// hash's reach.
    function pass(uint256 elapsed, uint256 blocks) external {
        _sealBlock();
        uint256 kind = mix(elapsed, 0) % 64;
        if (kind < 44) skip(bound(elapsed, 0, 20));
        else if (kind < 48) skip(p.commitWindow);
        else if (kind < 52) skip(p.revealWindow);
        else if (kind < 54) skip(p.proofWindow);
        else if (kind < 61) vm.warp((epochNow() + 1) * p.epoch);
        else if (kind < 63) skip(bound(elapsed, 1, 3 * uint256(p.appealWindow)));
        else skip(bound(elapsed, 1, 2 * uint256(p.unbondingPeriod)));
        vm.roll(vm.getBlockNumber() + (kind < 4 ? 257 : bound(blocks, 0, 3)));
        _noteFinality();
        count("pass");
    }
}
