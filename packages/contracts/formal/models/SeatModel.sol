// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One slot: taken, left, paid out, taken again. `ModelLinkTest` holds it and the contract together.
contract SeatModel {
    uint96 public immutable BOND;
    uint256 public immutable EXIT_NOTICE;
    uint256 public immutable UNBONDING_PERIOD;

    uint256 public time;
    bool public taken;
    /// @dev Zero while the seat stays.
    uint256 public to;
    uint256 public balance;

    /* WHAT HAPPENED, for the properties */

    /// @dev Since the slot was taken: slashed, rewarded and paid out.
    uint256 private _lost;
    uint256 private _earned;
    uint256 private _paidOut;
    bool private _paidEarly;
    bool private _overSlashed;

    constructor(uint96 bond, uint32 exitNotice, uint32 unbondingPeriod) {
        require(bond > 0 && exitNotice > 0);
        (BOND, EXIT_NOTICE, UNBONDING_PERIOD) = (bond, exitNotice, unbondingPeriod);
    }

    /* GUARDS */

    function canExit() public view returns (bool) {
        return taken && to == 0;
    }

    function canWithdraw() public view returns (bool) {
        return taken && to != 0 && time >= to + UNBONDING_PERIOD;
    }

    function canClaim() public view returns (bool) {
        return taken && balance > BOND;
    }

    /* STEPS */

    function pass(uint256 until) external {
        require(until >= time && until < 2 ** 40);
        time = until;
    }

    function join() external {
        require(!taken);
        (taken, to, balance) = (true, 0, BOND);
        (_lost, _earned, _paidOut) = (0, 0, 0);
    }

    function exit() external {
        require(canExit());
        to = time + EXIT_NOTICE;
    }

    /// @return amount What the seat had of the penalty.
    function slash(uint96 penalty) external returns (uint256 amount) {
        require(taken);
        amount = penalty < balance ? penalty : balance;
        _overSlashed = _overSlashed || amount > balance || amount > penalty;
        balance -= amount;
        _lost += amount;
        if (to == 0 && 2 * balance < BOND) to = time + EXIT_NOTICE;
    }

    function reward(uint96 amount) external {
        require(taken);
        balance += amount;
        _earned += amount;
    }

    function claim() external {
        require(canClaim());
        _paidOut += balance - BOND;
        balance = BOND;
    }

    function withdraw() external {
        require(canWithdraw());
        _paidEarly = _paidEarly || time < to + UNBONDING_PERIOD;
        (taken, to, balance) = (false, 0, 0);
    }

    /* PROPERTIES */

    /// @notice F7. What a seat lost it had, and nothing of it is lost twice: bond and rewards are here, were slashed or
    /// were paid out.
    function everyWeiIsSomewhere() external view {
        assert(!taken || balance + _lost + _paidOut == BOND + _earned);
        assert(!_overSlashed);
    }

    /// @notice F7. Stake leaves only by slashing: what is paid out before the seat leaves is reward.
    function stakeIsLocked() external view {
        assert(!taken || balance + _lost >= BOND);
        assert(!_paidEarly);
    }

    /// @notice A seat with less than half of its bond is on its way out.
    function ejectedBelowHalf() external view {
        assert(!taken || to != 0 || 2 * balance >= BOND);
    }

    /// @notice F10. Every owner can leave, and when notice and unbonding are over it can be paid.
    function stakeComesOut() external view {
        assert(!taken || canExit() || time < to + UNBONDING_PERIOD || canWithdraw());
    }

    /// @notice F10. Nobody can keep a seat in: its notice ends when it was told to.
    function noticeEnds() external view {
        assert(!taken || to <= time + EXIT_NOTICE);
    }

    /// @notice A slot is free again only when no task that could have drawn the seat can slash or pay it any more.
    function slotReuseIsSafe(uint256 addedAt) external view {
        require(taken && to != 0 && addedAt < to && canWithdraw());
        assert(time > addedAt + UNBONDING_PERIOD);
    }
}
