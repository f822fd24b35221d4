// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where the money is, in sums over all seats, tasks and accounts. Whatever the contract does with money is one
/// of these steps; `ModelLinkTest` holds both together, step by step.
/// @dev Shares, cuts, bounties and rewards are any part of what they are taken from: that they are parts of it is F5
/// and F7. One task is told apart from all others: nothing is known of it, so what holds for it holds for each.
contract LedgerModel {
    uint96 public immutable BOND;

    /// @dev What came in and has not gone out.
    uint256 public held;
    /// @dev The sum of all seats' balances.
    uint256 public stakes;
    /// @dev The sum of the fees of all open tasks.
    uint256 public fees;
    uint256 public credits;
    uint256 public treasury;
    uint256 public sink;

    /// @dev The task told apart: its fee while it is open, and what it has paid out.
    uint96 public fee;
    uint256 public open;
    uint256 public spent;
    bool public added;

    constructor(uint96 bond) {
        BOND = bond;
    }

    /* SEATS */

    function join() external {
        (held, stakes) = (held + BOND, stakes + BOND);
    }

    /// @dev `withdrawSeat` and `claim`: of the rewards that leave the treasury gets its cut.
    function payFromSeat(uint256 amount, uint256 cut) external {
        require(amount <= stakes && cut <= amount);
        (stakes, treasury, held) = (stakes - amount, treasury + cut, held - (amount - cut));
    }

    function slash(uint256 amount) external {
        require(amount <= stakes);
        (stakes, sink) = (stakes - amount, sink + amount);
    }

    /* TASKS */

    function addTask(uint96 its) external {
        (held, fees) = (held + its, fees + its);
    }

    function addThisTask(uint96 its) external {
        require(!added);
        (added, fee, open) = (true, its, its);
        (held, fees) = (held + its, fees + its);
    }

    function decide(uint96 its, uint256 dust) external {
        require(its + open <= fees);
        _decide(its, dust);
    }

    function decideThis(uint256 dust) external {
        require(open != 0);
        (open, spent) = (0, spent + fee);
        _decide(fee, dust);
    }

    function _decide(uint96 its, uint256 dust) private {
        require(dust <= its);
        (fees, stakes, treasury) = (fees - its, stakes + its - dust, treasury + dust);
    }

    function refund(uint96 its) external {
        require(its + open <= fees);
        (fees, credits) = (fees - its, credits + its);
    }

    function refundThis() external {
        require(open != 0);
        (open, spent) = (0, spent + fee);
        (fees, credits) = (fees - fee, credits + fee);
    }

    /* AFTERWARDS */

    function punish(uint256 slashed, uint256 bounty) external {
        require(slashed <= stakes && bounty <= slashed);
        (stakes, credits, sink) = (stakes - slashed, credits + bounty, sink + slashed - bounty);
    }

    function overturn(uint256 slashed, uint256 repaid, uint256 reward) external {
        require(slashed <= stakes && repaid + reward <= slashed);
        (stakes, credits) = (stakes - slashed + repaid, credits + reward);
        sink += slashed - repaid - reward;
    }

    /* MONEY */

    function withdraw(uint256 amount) external {
        require(amount <= credits);
        (held, credits) = (held - amount, credits - amount);
    }

    function sweepTreasury() external {
        (held, treasury) = (held - treasury, 0);
    }

    function sweepSink() external {
        (held, sink) = (held - sink, 0);
    }

    /* PROPERTIES */

    /// @notice F1. What is here is what is owed.
    function conservation() external view {
        assert(held == stakes + fees + credits + treasury + sink);
    }

    /// @notice F4. No task pays out more than its fee, and none more than once.
    function noDoublePayout() external view {
        assert(spent + open == fee);
    }

    /// @notice F10. An open task's fee is among those that are here.
    function feeIsHere() external view {
        assert(open <= fees);
    }
}
